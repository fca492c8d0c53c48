using System.Text.Json;
using System.Text.Json.Nodes;
using Attune.Testing;
using FsCheck.Fluent;
using static Attune.Tokenizers.Testing.UnigramTokenizer;

namespace Attune.Tokenizers.Integration;

/// <summary>
/// Token ids of SentencePiece unigram tokenizers against the Rust implementation, which models are trained with, and, where it
/// does the same, against the JavaScript one.
/// </summary>
public sealed class UnigramParityTests
{
    private static readonly Dictionary<string, Action<JsonNode>> Changes = new(StringComparer.Ordinal)
    {
        ["as XLM-RoBERTa"] = _ => { },
        ["Metaspace alone"] = x => x["pre_tokenizer"] = Metaspace(),
        ["Metaspace in its old form"] = x => x["pre_tokenizer"] = Parse("""{ "type": "Metaspace", "replacement": "▁", "str_rep": "▁", "add_prefix_space": true }"""),
        ["not split"] = x => x["pre_tokenizer"] = Metaspace(split: false),
        ["no blank in front"] = x => x["pre_tokenizer"] = Metaspace("never"),
        ["a blank in front of the first word"] = x => x["pre_tokenizer"] = Metaspace("first"),
        ["a blank in front of the first of the words split"] = x => x["pre_tokenizer"] = PreTokenizers(Parse("""{ "type": "WhitespaceSplit" }"""), Metaspace("first", split: false)),
        ["WhitespaceSplit alone"] = x => x["pre_tokenizer"] = Parse("""{ "type": "WhitespaceSplit" }"""),
        ["bytes for what is unknown"] = x => x["model"]!["byte_fallback"] = true,
        ["bytes for what is unknown, some of them missing"] = x => (x["model"]!["byte_fallback"], x["model"]!["vocab"]![3 + 0xE2]![0]) = (true, "gone"),
        ["no normaliser"] = x => (x["normalizer"], x["model"]!["byte_fallback"], x["pre_tokenizer"]) = (null, true, Metaspace(split: false)),
        ["character map alone"] = x => (x["normalizer"], x["pre_tokenizer"]) = (Precompiled(), Metaspace()),
        ["lower case, stripped"] = x => x["normalizer"] = Normalizers(
            Parse("""{ "type": "Lowercase" }"""), Precompiled(), Parse("""{ "type": "Strip", "strip_left": true, "strip_right": true }""")),
        ["stripped at the left"] = x => (x["normalizer"], x["pre_tokenizer"]) = (Parse("""{ "type": "Strip", "strip_left": true, "strip_right": false }"""), Metaspace()),
        ["stripped at the right"] = x => (x["normalizer"], x["pre_tokenizer"]) = (Parse("""{ "type": "Strip", "strip_left": false, "strip_right": true }"""), Metaspace("never")),
        ["prepended, blanks replaced"] = x => (x["normalizer"], x["pre_tokenizer"]) = (
            Normalizers(Parse("""{ "type": "Prepend", "prepend": "▁" }"""), Parse("""{ "type": "Replace", "pattern": { "String": " " }, "content": "▁" }""")), Metaspace("never", split: false)),
        ["runs of blanks replaced"] = x => (x["normalizer"], x["pre_tokenizer"]) = (
            Normalizers(Precompiled(), Parse("""{ "type": "Replace", "pattern": { "Regex": " {2,}" }, "content": "▁" }"""), Parse("""{ "type": "Replace", "pattern": { "String": "ss" }, "content": "ß" }""")), Metaspace()),
        ["all scores equal"] = x => Score(x, (_, _, _) => 0),
        ["scores by length"] = x => Score(x, (_, piece, _) => -piece.EnumerateRunes().Count()),
        ["scores so high that the unknown wins, and a piece of unknown characters"] = x =>
        {
            Score(x, (score, _, id) => id % 3 == 0 ? score : score + 20);
            x["model"]!["vocab"]!.AsArray().Add(new JsonArray("☃☃", -3000.5));
        },
        ["a piece given twice"] = x => x["model"]!["vocab"]!.AsArray().Add(new JsonArray("▁the", -1.5)),
        ["added tokens"] = x =>
        {
            x["pre_tokenizer"] = Metaspace("first");
            foreach (var token in new[]
            {
                TestTokenizer.AddedToken(VocabularySize, "<mask>", left: true),
                TestTokenizer.AddedToken(VocabularySize + 1, "ß Q", special: false, normalized: true),
                TestTokenizer.AddedToken(VocabularySize + 2, "③", special: false, normalized: true, right: true),
            })
            {
                x["added_tokens"]!.AsArray().Add(token);
            }
        },
    };

    private static readonly string[] Special =
    [
        "<unk>", "a<unk>b", "<unk>zz☃☃", "☃☃☃", "☃ ☃☃ x☃", "▁", "▁▁a", "a▁b▁", " a", "a ", "  a  b   c ", "<0x41> <0xE2>", "<s>a</s> <s>", "a <mask> b<mask>", "x ß Q ß  Q", "③ 3  x", "ss sss ssss",
        "ﬁ\u0301", "ﬁ\u0323x", "e\u0301", "©\u200D®\u0301", "\u0600a\u0301", "क\u094Dत\u0323", "\u1100\u1161\u11A8\u0301", "한\u0301글", "か\u3099 ゝ\u3099", "ｶﾞ ｷﾞ", "ﷺ", "\r\n", "a\r\nb", "\u0001", "a\u0001\u200Bb",
        new('字', 20_000), new('☃', 20_000), string.Concat(Enumerable.Repeat("é", 20_000)), string.Concat(Enumerable.Repeat("😀", 20_000)), string.Concat(Enumerable.Repeat("ab", 10_000)),
    ];

    public static TheoryData<string> Variants => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Ids_equal_the_Rust_reference_on_every_text(string variant) =>
        await AssertParityAsync(Json(Changes[variant]), "rust", [.. Texts.Corpus.Values, .. Texts.Corpus.Values.Select(x => x.ToUpperInvariant()), .. Texts.Edges, .. Special.Where(x => !HasWordsOfOneCharacter(variant, x))]);

    [Theory]
    [InlineData("as XLM-RoBERTa")]
    [InlineData("no normaliser")]
    public async Task Ids_equal_the_Rust_reference_on_random_mixtures(string variant) =>
        await AssertParityAsync(Json(Changes[variant]), "rust", [.. Texts.Random.Sample(2_000), .. Clusters.Sample(2_000)]);

    [Fact]
    public async Task Ids_equal_the_JavaScript_reference_where_it_does_not_approximate()
    {
        // It applies NFKC in place of the character map, does not split at blanks, and breaks ties otherwise.
        var json = Json(x =>
        {
            x["normalizer"] = null;
            x["pre_tokenizer"] = Metaspace(split: false);
            Score(x, (score, _, id) => score - (id * 1e-6));
        });
        await AssertParityAsync(json, "js", [.. Texts.Corpus.Values, .. Texts.Edges.Where(x => x.Length is > 0 and < 1_000), .. Texts.Random.Sample(500).Where(x => x.Length > 0)]);
    }

    [Theory]
    [InlineData("ﬁ\u0301")] // The cluster becomes "fi", and its accent is lost.
    [InlineData("\u0600a\u0301")]
    [InlineData("සියලු මනුෂ්\u200Dයයෝ")]
    public async Task Where_the_references_differ_the_Rust_one_is_followed(string text)
    {
        var json = Json();
        var ids = TestTokenizer.Load(json).Ids(text);
        Assert.Equal(ids, Assert.Single(await ReferenceAsync(json, "rust", [text])));
        Assert.NotEqual(ids, Assert.Single(await ReferenceAsync(json, "js", [text])));
    }

    // What joins, is joined or is replaced together.
    private static FsCheck.Gen<string> Clusters { get; } =
        from pieces in Gen.Elements(
                "\u0301", "\u0323", "\u0345", "\u200D", "\u200C", "\uFE0F", "\u00AD", "\r", "\n", "\0", "\u0001", "\u3099", "\u093C", "\u094D", "\u093E", "\u0E33", "\u0600", "\u070F",
                "a", "e", "ﬁ", "©", "😀", "\U0001F3FD", "क", "त", "か", "ゝ", "\u1100", "\u1161", "\u11A8", "한", "가", "🇩", "ｶ", "ﾞ", "ﷺ", "½", "\u212B", " ", "  ", "▁", "☃")
            .ListOf()
        select string.Concat(pieces);

    // See PrependScheme.First.
    private static bool HasWordsOfOneCharacter(string variant, string text) => variant.StartsWith("a blank in front of the first of", StringComparison.Ordinal) && text == "ﷺ";

    private static async Task AssertParityAsync(string json, string engine, string[] texts)
    {
        var tokenizer = TestTokenizer.Load(json);
        var expected = await ReferenceAsync(json, engine, texts);
        Assert.Equal(texts.Length, expected.Length);
        foreach (var (text, ids) in texts.Zip(expected))
        {
            var actual = tokenizer.Ids(text);
            Assert.True(ids!.SequenceEqual(actual), $"{TestTokenizer.ToJsonLine(text)}: expected {JsonSerializer.Serialize(ids)}, got {JsonSerializer.Serialize(actual)}");
        }
    }

    private static async Task<int[]?[]> ReferenceAsync(string json, string engine, string[] texts)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "made", Path.GetRandomFileName())).FullName;
        var file = Path.Combine(folder, "tokenizer.json");
        await File.WriteAllTextAsync(file, json);
        var lines = await Node.RunAsync("tokenize-pairs.mjs", [file, engine], texts.Select(x => $"[{TestTokenizer.ToJsonLine(x)}]"));
        Directory.Delete(folder, recursive: true);
        return [.. lines.Select(x => JsonSerializer.Deserialize<int[]?[]>(x)![0])];
    }
}
