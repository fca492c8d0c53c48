using System.Text.Json.Nodes;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Integration;

/// <summary>Files as widely used models have them, against the Rust reference.</summary>
public sealed class WidelyUsedFileTests
{
    private static readonly string[] All =
    [
        .. ByteLevelTexts.All(400),
        "a  b   c    d     e", "\n\n\na\n\n\n\n", "▁▁a▁ ▁▁▁", "<0x41><0xE2>", "a😀b☃☃c", "☃☃", "😀 ☃é", "x\U0010FFFFy", "<s>a</s>b <unk>", " <s> a", "[MASK] [MASK]  x [MASK]", "x\t\t\ty",
        "ThisIsCamelCase andTHISToo ÉcoleDuÇa don'T x/y//\n/z", "aͅA ǅx ªAAA\u0301\u0301A", "0123456789 ٣٤٥ ½x", new('A', 3_000), string.Concat(Enumerable.Repeat("ªA", 2_000)),
        string.Concat(Enumerable.Repeat("a\u302E\u1B44", 500)), string.Concat(Enumerable.Repeat("\u302E\u1B44", 2_000)), new string('\u1B44', 500) + new string('\u302E', 500),
    ];

    private static readonly Dictionary<string, Func<Task<string>>> Files = new(StringComparer.Ordinal)
    {
        ["Llama 2"] = () => Task.FromResult(CharacterFiles.Llama2()),
        ["Mistral"] = () => Task.FromResult(CharacterFiles.Mistral()),
        ["Gemma"] = () => Task.FromResult(CharacterFiles.Gemma()),
        ["Llama 2, padded at the left"] = () => Task.FromResult(CharacterFiles.Llama2(x => x["padding"] = JsonNode.Parse(
            """{ "strategy": "BatchLongest", "direction": "Left", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "<unk>" }"""))),
        ["unknown characters, fused"] = () => Task.FromResult(CharacterFiles.Llama2(x => x["model"]!["byte_fallback"] = false)),
        ["unknown characters, each"] = () => Task.FromResult(CharacterFiles.Llama2(x => (x["model"]!["byte_fallback"], x["model"]!["fuse_unk"]) = (false, false))),
        ["unknown characters, left out"] = () => Task.FromResult(CharacterFiles.Llama2(x => (x["model"]!["byte_fallback"], x["model"]!["unk_token"]) = (false, null))),
        ["some bytes missing"] = () => Task.FromResult(CharacterFiles.Llama2(x => Rename(x, "<0x98>", "gone"))),
        ["some bytes missing, unknown ones each"] = () => Task.FromResult(CharacterFiles.Llama2(x =>
        {
            Rename(x, "<0x98>", "gone");
            x["model"]!["fuse_unk"] = false;
        })),
        ["whole words"] = () => Task.FromResult(CharacterFiles.Json(x =>
        {
            x["model"]!["ignore_merges"] = true;
            x["pre_tokenizer"] = JsonNode.Parse("""{ "type": "Whitespace" }""");
            foreach (var word in Texts.Corpus.Values.SelectMany(text => text.Split(' ')).Take(300))
                x["model"]!["vocab"]!.AsObject().TryAdd(word, x["model"]!["vocab"]!.AsObject().Count);
        })),
        ["ends of words, as CLIP"] = () => Task.FromResult(Affixed("", "</w>")),
        ["continuations, as WordPiece"] = () => Task.FromResult(Affixed("##", "")),
        ["GPT-4o"] = () => Task.FromResult(Trained(ByteLevelFiles.Split(ByteLevelFiles.O200kPattern))),
        ["GPT-4o, matches kept by removing what is between"] = () => Task.FromResult(Trained(ByteLevelFiles.Split(ByteLevelFiles.O200kPattern), x =>
        {
            var split = x["pre_tokenizer"]!["pretokenizers"]![0]!;
            (split["behavior"], split["invert"]) = ("Removed", true);
        })),
        ["DeepSeek with byte_fallback and no bytes for it"] = () => Task.FromResult(Trained(ByteLevelFiles.ByteLevel(prefixSpace: false), x => x["model"]!["byte_fallback"] = true)),
        ["Tekken"] = () => Task.FromResult(Trained(ByteLevelFiles.Split(ByteLevelFiles.TekkenPattern))),
        ["StarCoder"] = () => Task.FromResult(Trained(JsonNode.Parse(
            """{ "type": "Sequence", "pretokenizers": [{ "type": "Digits", "individual_digits": true }, { "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true }] }""")!)),
        ["DeepSeek"] = () => Task.FromResult(Trained(JsonNode.Parse(
            """
            { "type": "Sequence", "pretokenizers": [
              { "type": "Split", "pattern": { "Regex": "[\r\n]" }, "behavior": "Isolated", "invert": false },
              { "type": "Split", "pattern": { "Regex": "\\p{N}{1,3}" }, "behavior": "Isolated", "invert": false },
              { "type": "Split", "pattern": { "Regex": "[一-龥぀-ゟ゠-ヿ]+" }, "behavior": "Isolated", "invert": false },
              { "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false }] }
            """)!)),
        ["bytes without a split"] = () => Task.FromResult(Trained(ByteLevelFiles.ByteLevel(prefixSpace: true, regex: false))),
        ["blanks in front of every word"] = () => Task.FromResult(Trained(JsonNode.Parse(
            """{ "type": "Sequence", "pretokenizers": [{ "type": "WhitespaceSplit" }, { "type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true }] }""")!)),
        ["bytes, some of them no tokens"] = () => Task.FromResult(Trained(ByteLevelFiles.ByteLevel(prefixSpace: false), x => (x["model"]!["unk_token"], x["model"]!["vocab"]) = ("a", Without(x["model"]!["vocab"]!.AsObject(), "ô")))),
        ["ModernBERT"] = () => Task.FromResult(Trained(ByteLevelFiles.ByteLevel(prefixSpace: false), x =>
        {
            x["normalizer"] = JsonNode.Parse("""{ "type": "NFC" }""");
            foreach (var blanks in Enumerable.Range(2, 23).Select(length => new string(' ', length)))
                CharacterFiles.Add(x, blanks, normalized: true);
            CharacterFiles.Add(x, "|||IP_ADDRESS|||", normalized: true);
            CharacterFiles.Add(x, "[CLS]", special: true, normalized: false);
            CharacterFiles.Add(x, "[MASK]", special: true, normalized: false, left: true);
        })),
        ["blanks that take all blanks beside them"] = () => Task.FromResult(CharacterFiles.Json(x => CharacterFiles.Add(x, " ", normalized: false, left: true, right: true))),
        ["a word a token"] = () => Task.FromResult(WordLevel("""{ "type": "Whitespace" }""")),
        ["a text a token"] = () => Task.FromResult(WordLevel("null")),
        ["Unigram of bytes"] = () => Task.FromResult(UnigramTokenizer.Json(x => (x["pre_tokenizer"], x["model"]!["byte_fallback"]) = (ByteLevelFiles.ByteLevel(prefixSpace: false), true))),
        ["mT5 with compatibility composition"] = () => Task.FromResult(UnigramTokenizer.Json(x => x["normalizer"] = JsonNode.Parse("""{ "type": "NFKC" }"""))),
        ["ALBERT"] = () => Task.FromResult(UnigramTokenizer.Json(x => x["normalizer"] = JsonNode.Parse(
            """
            { "type": "Sequence", "normalizers": [
              { "type": "Replace", "pattern": { "String": "``" }, "content": "\"" }, { "type": "Replace", "pattern": { "String": "''" }, "content": "\"" },
              { "type": "NFKD" }, { "type": "StripAccents" }, { "type": "Lowercase" }, { "type": "Replace", "pattern": { "Regex": "\\s+" }, "content": " " }] }
            """))),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ids_equal_the_Rust_reference_on_every_text(string name)
    {
        var json = await Files[name]();
        Reference.RequireSame(TestTokenizer.Load(json), All, [.. (await Reference.NativeAsync([json], All)).Select(x => x[0].Ids)]);
    }

    [Theory]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("ΑΣ ΣΑΣ.", "ασ σασ.")]
    [InlineData("a𠮷b", "a 𠮷 b")]
    [InlineData("𪜀字\U0002F800x", " 𪜀  字  丽 x")]
    [InlineData("\U0002B820", "\U0002B820")]
    [InlineData("🥱 📷🤏\U0001FAE8", "🥱 📷🤏\U0001FAE8")]
    [InlineData("e\u0001\u0301\u0002x \u302E\u0001\u1B44", "ex \u1B44\u302E")]
    [InlineData("İI\u0307 ĲǅẞK", "ii ĳǆßk")]
    [InlineData("\u302E\u1B44e\u0301", "\u1B44\u302Ee")]
    [InlineData("\uFEFF\u0085\u00A0\u3000x\u200B", "  x")]
    public async Task An_uncased_BERT_normalises_as_the_Rust_reference_does(string text, string normalized)
    {
        var json = TestTokenizer.Bert(cleanText: true, ideographs: true, stripAccents: null, lowercase: true).ToJsonString();
        var expected = (await ReferenceComponents.NormalizeAsync([json], [text]))[0][0];
        Assert.Equal(expected, Components.Normalize(json, text));
        Assert.Equal(normalized, expected);
    }

    [Fact]
    public async Task Ids_of_BPE_tokenizers_with_random_merges_over_characters_equal_the_Rust_reference()
    {
        string[] jsons = [.. RandomTokenizers.Any.Sample(24).Select((merges, i) => CharacterFiles.Json(root =>
        {
            var vocabulary = new JsonObject { ["<unk>"] = 0 };
            foreach (var token in merges.SelectMany(x => new[] { x.Left, x.Right, x.Left + x.Right }).Append("a").Append("b"))
                vocabulary.TryAdd(token, vocabulary.Count);
            root["added_tokens"] = new JsonArray();
            root["model"]!["vocab"] = vocabulary;
            root["model"]!["merges"] = new JsonArray([.. merges.Select(x => new JsonArray(x.Left, x.Right))]);
            root["model"]!["fuse_unk"] = i % 2 == 0;
            root["model"]!["ignore_merges"] = i % 3 == 0;
        }))];
        string[] texts = [.. RandomTokenizers.Text.Sample(300), .. Enumerable.Range(35, 12).Select(x => new string('a', x)), string.Concat(RandomTokenizers.Text.Sample(2_000))];
        var expected = await Reference.NativeAsync(jsons, texts);
        for (var i = 0; i < jsons.Length; i++)
            Reference.RequireSame(TestTokenizer.Load(jsons[i]), texts, [.. expected.Select(x => x[i].Ids)]);
    }

    private static string Trained(JsonNode preTokenizer, Action<JsonNode>? change = null)
    {
        var merges = RandomTokenizers.Train(Texts.Corpus.Values, 300);
        return ByteLevelFiles.Json(ByteLevelFiles.Vocabulary(merges), [.. merges.Select(x => new JsonArray(x.Left, x.Right))], preTokenizer, change);
    }

    // Tokens of one, two and three letters, alone and with what they have at the end, or in front behind the first.
    private static string Affixed(string prefix, string suffix) => CharacterFiles.Json(root =>
    {
        string[] letters = [.. Enumerable.Range('a', 26).Select(x => ((char)x).ToString())];
        var vocabulary = new JsonObject { ["<unk>"] = 0 };
        var merges = new JsonArray();
        void Add(string token) => vocabulary.TryAdd(token, vocabulary.Count);
        foreach (var letter in letters)
        {
            Add(letter);
            Add(prefix + letter);
            Add(letter + suffix);
            Add(prefix + letter + suffix);
        }

        foreach (var (a, b) in letters.Zip(letters.Skip(4)).Concat(letters.Skip(7).Zip(letters)))
        {
            Add(a + b);
            merges.Add(new JsonArray(a, prefix + b));
            Add(prefix + a + b + suffix);
            merges.Add(new JsonArray(prefix + a, prefix + b + suffix));
        }

        (root["added_tokens"], root["normalizer"], root["pre_tokenizer"]) = (new JsonArray(), JsonNode.Parse("""{ "type": "Lowercase" }"""), JsonNode.Parse("""{ "type": "Whitespace" }"""));
        (root["model"]!["vocab"], root["model"]!["merges"], root["model"]!["byte_fallback"]) = (vocabulary, merges, false);
        (root["model"]!["continuing_subword_prefix"], root["model"]!["end_of_word_suffix"]) = (prefix, suffix);
    });

    private static string WordLevel(string preTokenizer) => TestTokenizer.Json(root =>
    {
        var vocabulary = root["model"]!["vocab"]!.DeepClone().AsObject();
        foreach (var word in Texts.Corpus.Values.SelectMany(x => x.Split(' ')))
            vocabulary.TryAdd(word, vocabulary.Count);
        root["model"] = new JsonObject { ["type"] = "WordLevel", ["vocab"] = vocabulary, ["unk_token"] = "[UNK]" };
        root["pre_tokenizer"] = JsonNode.Parse(preTokenizer);
    });

    private static void Rename(JsonNode root, string token, string name)
    {
        var vocabulary = root["model"]!["vocab"]!.AsObject();
        var id = vocabulary[token]!.GetValue<int>();
        vocabulary.Remove(token);
        vocabulary[name] = id;
    }

    private static JsonObject Without(JsonObject vocabulary, string token)
    {
        var copy = vocabulary.DeepClone().AsObject();
        copy.Remove(token);
        return copy;
    }
}
