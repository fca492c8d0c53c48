using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Integration;

/// <summary>Files put together at random from what is supported, against the Rust reference.</summary>
public sealed class RandomFileTests
{
    private const int Files = 60;

    private static readonly Gen<string> Normalizer = Gen.Elements(
        """{ "type": "NFC" }""", """{ "type": "NFD" }""", """{ "type": "NFKC" }""", """{ "type": "NFKD" }""", """{ "type": "Nmt" }""", """{ "type": "Lowercase" }""", """{ "type": "StripAccents" }""",
        """{ "type": "Strip", "strip_left": true, "strip_right": false }""", """{ "type": "Strip", "strip_left": false, "strip_right": true }""", """{ "type": "Prepend", "prepend": "a " }""",
        """{ "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true }""",
        """{ "type": "Replace", "pattern": { "Regex": "\\s+" }, "content": " " }""", """{ "type": "Replace", "pattern": { "Regex": "\\p{N}{2}" }, "content": "$0" }""",
        """{ "type": "Replace", "pattern": { "Regex": "[^a-z\\s]" }, "content": "" }""", """{ "type": "Replace", "pattern": { "String": "aa" }, "content": "b" }""", """{ "type": "Sequence", "normalizers": [] }""");

    private static readonly Gen<string> Behavior = Gen.Elements("Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous");

    private static readonly Gen<string> Pattern = Gen.Elements(
            """{ "String": " " }""", """{ "String": "ab" }""", """{ "Regex": "\\s+" }""", """{ "Regex": "\\d" }""", """{ "Regex": "[^\\p{L}\\s]{2,3}" }""", """{ "Regex": "\\W+" }""", """{ "Regex": "[a-c_]" }""", """{ "Regex": "\\." }""")
        .Or(Gen.Elements(ByteLevelFiles.Gpt2Pattern, ByteLevelFiles.Llama3Pattern, ByteLevelFiles.O200kPattern, ByteLevelFiles.TekkenPattern).Select(x => new JsonObject { ["Regex"] = x }.ToJsonString()));

    private static readonly Gen<string> PreTokenizer = Gen.OneOf(
        Gen.Elements(
            """{ "type": "Whitespace" }""", """{ "type": "WhitespaceSplit" }""", """{ "type": "BertPreTokenizer" }""", """{ "type": "Digits", "individual_digits": true }""",
            """{ "type": "Digits", "individual_digits": false }""", """{ "type": "CharDelimiterSplit", "delimiter": "a" }""", """{ "type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true }""",
            """{ "type": "Metaspace", "replacement": "_", "prepend_scheme": "never", "split": false }""", """{ "type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true }""",
            """{ "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false }""", """{ "type": "Sequence", "pretokenizers": [] }"""),
        Behavior.Select(x => $$"""{ "type": "Punctuation", "behavior": "{{x}}" }"""),
        from pattern in Pattern
        from behavior in Behavior
        from invert in Gen.Elements("true", "false")
        select $$"""{ "type": "Split", "pattern": {{pattern}}, "behavior": "{{behavior}}", "invert": {{invert}} }""");

    private static readonly Gen<(string Content, bool[] Flags)> Added =
        from content in Gen.Elements(" ", "  ", "\n", " a", "a ", "ab", "abc", "b", "<m>", "<m> ", "É", "1", "字", "_", "\t \t", "\uFFFD", "e\u0301", "ﬁ")
        from flags in Gen.Elements(true, false).ArrayOf(5)
        select (content, flags);

    // Where one token strips the blanks that another begins with, the reference may end the process.
    private static readonly Gen<IEnumerable<(string Content, bool[] Flags)>> AddedTogether =
        from added in Added.ListOf()
        from strips in Gen.Elements(true, false)
        select strips
            ? added.Where(x => !char.IsWhiteSpace(x.Content[0]) && x.Content[0] != '\uFFFD')
            : added.Select(x => (x.Content, (bool[])[x.Flags[0], x.Flags[1], false, false, x.Flags[4]]));

    private static readonly Gen<string> Json =
        from normalizers in Normalizer.ListOf()
        from preTokenizers in PreTokenizer.ListOf()
        from added in AddedTogether
        from wordLevel in Gen.Elements(true, false, false)
        select CharacterFiles.Json(root =>
        {
            root["normalizer"] = normalizers.Count == 0 ? null : new JsonObject { ["type"] = "Sequence", ["normalizers"] = new JsonArray([.. normalizers.Take(3).Select(x => JsonNode.Parse(x))]) };
            root["pre_tokenizer"] = preTokenizers.Count == 0 ? null : new JsonObject { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray([.. preTokenizers.Take(3).Select(x => JsonNode.Parse(x))]) };
            if (wordLevel)
                root["model"] = new JsonObject { ["type"] = "WordLevel", ["vocab"] = root["model"]!["vocab"]!.DeepClone(), ["unk_token"] = "<unk>" };
            foreach (var (content, flags) in added.DistinctBy(x => x.Content).Take(6))
                CharacterFiles.Add(root, content, flags[0], flags[1], flags[2], flags[3], flags[4]);
        });

    private static readonly Gen<string> Text = Gen.OneOf(
        ByteLevelTexts.Random,
        Gen.Elements(" ", "  ", "\t", "\n", "a", "b", "c", "A", "É", "e\u0301", "<m>", "_", "1", "23", ".", "字", "\u0301\u0323", "\uFFFD", "ﬁ", "ǅ", "'s", "▁", "\u200D", "\u00A0", "ª").ListOf().Select(string.Concat));

    [Fact]
    public async Task Ids_of_any_file_of_supported_parts_equal_the_Rust_reference()
    {
        string[] candidates = [.. Json.Sample(Files * 2)], texts = [.. Text.Sample(250)];
        // An added token of which normalisation leaves nothing is refused: it would be everywhere.
        string[] jsons = [.. candidates.Where(IsReadable).Take(Files)];
        Assert.Equal(Files, jsons.Length);
        var expected = await Reference.NativeAsync(jsons, texts);
        for (var i = 0; i < jsons.Length; i++)
        {
            try
            {
                Reference.RequireSame(TestTokenizer.Load(jsons[i]), texts, [.. expected.Select(x => x[i].Ids)]);
            }
            catch (Xunit.Sdk.FailException e)
            {
                var root = JsonNode.Parse(jsons[i])!;
                Assert.Fail($"{root["normalizer"]?.ToJsonString()} {root["pre_tokenizer"]?.ToJsonString()} {root["added_tokens"]!.ToJsonString()} {root["model"]!["type"]}: {e.Message}");
            }
        }
    }

    private static bool IsReadable(string json)
    {
        try
        {
            TestTokenizer.Load(json);
            return true;
        }
        catch (TokenizerFormatException e)
        {
            Assert.Contains("of which normalisation leaves nothing", e.Message, StringComparison.Ordinal);
            return false;
        }
    }
}
