using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Attune.Tokenizers.Integration;

/// <summary>
/// Every code point that there is, assigned or not, in several neighbourhoods, through every normaliser and pre-tokenizer, against
/// the Rust reference. There is no list of exceptions.
/// </summary>
public sealed class CodePointSweepTests
{
    // Beyond come ideographs, private use and what is not assigned: alone is enough for them.
    private const int ManyNeighbours = 0x20000;

    private static readonly int[] All = [.. Enumerable.Range(0, 0x110000).Where(Rune.IsValid)];

    public static TheoryData<string> Normalizers => new()
    {
        """{ "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true }""",
        """{ "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": false }""",
        """{ "type": "BertNormalizer", "clean_text": false, "handle_chinese_chars": true, "strip_accents": false, "lowercase": true }""",
        """{ "type": "BertNormalizer", "clean_text": false, "handle_chinese_chars": false, "strip_accents": true, "lowercase": false }""",
        """{ "type": "NFC" }""",
        """{ "type": "NFD" }""",
        """{ "type": "NFKC" }""",
        """{ "type": "NFKD" }""",
        """{ "type": "Nmt" }""",
        """{ "type": "Lowercase" }""",
        """{ "type": "StripAccents" }""",
        """{ "type": "Sequence", "normalizers": [{ "type": "NFD" }, { "type": "StripAccents" }, { "type": "Lowercase" }] }""",
        """{ "type": "Replace", "pattern": { "Regex": "\\s+" }, "content": "_" }""",
        """{ "type": "Replace", "pattern": { "Regex": "[^\\w\\s]{2,3}" }, "content": "$1" }""",
        """{ "type": "Strip", "strip_left": true, "strip_right": true }""",
        UnigramTokenizer.Precompiled().ToJsonString(),
    };

    public static TheoryData<string> PreTokenizers => new()
    {
        """{ "type": "BertPreTokenizer" }""",
        """{ "type": "WhitespaceSplit" }""",
        """{ "type": "Whitespace" }""",
        """{ "type": "Punctuation" }""",
        """{ "type": "Punctuation", "behavior": "Contiguous" }""",
        """{ "type": "Digits", "individual_digits": true }""",
        """{ "type": "Digits", "individual_digits": false }""",
        """{ "type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true }""",
        Split(ByteLevelFiles.QwenPattern),
        Split(ByteLevelFiles.Llama3Pattern),
        Split(ByteLevelFiles.O200kPattern),
        Split(ByteLevelFiles.TekkenPattern),
        Split(@"\w+", "Isolated"),
        Split(@"\d", "MergedWithPrevious"),
        Split(@"[\p{L}\p{N}]{2,}", "MergedWithNext"),
        Split(@"\S+", "Removed", invert: true),
        """{ "type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true }""",
    };

    [Theory]
    [MemberData(nameof(Normalizers))]
    public async Task Every_code_point_normalises_as_in_the_reference(string json)
    {
        var texts = InBlocks(c => c.Value < ManyNeighbours
            ? $"a{c}b {c}|e\u0327{c}\u0301|\u0301{c}\u0323|{c}{c}|\u1100{c}\u11a8|{c}\u0338"
            : $"a{c}\u0301|");
        var expected = await ReferenceComponents.NormalizeAsync([json], texts);
        Assert.Equal(texts.Length, expected.Length);
        foreach (var (text, reference) in texts.Zip(expected))
            RequireSame(text, reference[0], Components.Normalize(json, text));
    }

    [Theory]
    [MemberData(nameof(PreTokenizers))]
    public async Task Every_code_point_splits_as_in_the_reference(string json)
    {
        var texts = InBlocks(c => c.Value < ManyNeighbours ? $"a{c}1{c}{c} {c}! {c}a\u0301{c}\n" : $"a{c}1 ");
        var expected = await ReferenceComponents.SplitAsync([json], texts);
        Assert.Equal(texts.Length, expected.Length);
        foreach (var (text, reference) in texts.Zip(expected))
            RequireSame(text, string.Join('\uE000', reference[0]), string.Join('\uE000', Components.Split(json, text)));
    }

    [Fact]
    public async Task Every_code_point_becomes_the_ids_of_the_reference()
    {
        string[] jsons =
        [
            TestTokenizer.Json(), await File.ReadAllTextAsync(await PublishedFiles.Qwen3PathAsync()), await PublishedFiles.RobertaAsync(prefixSpace: true), UnigramTokenizer.Json(),
            UnigramTokenizer.Json(x => x["model"]!["byte_fallback"] = true), CharacterFiles.Llama2(), CharacterFiles.Gemma(),
        ];
        var texts = InBlocks(c => c.Value < ManyNeighbours ? $"a{c}b {c}{c} 1{c}\u0301 " : $"a{c} ");
        var expected = await Reference.NativeAsync(jsons, texts);
        for (var i = 0; i < jsons.Length; i++)
            Reference.RequireSame(TestTokenizer.Load(jsons[i]), texts, [.. expected.Select(x => x[i].Ids)]);
    }

    private static string Split(string pattern, string behavior = "Isolated", bool invert = false) => new JsonObject
    {
        ["type"] = "Split",
        ["pattern"] = new JsonObject { ["Regex"] = pattern },
        ["behavior"] = behavior,
        ["invert"] = invert,
    }.ToJsonString();

    private static string[] InBlocks(Func<Rune, string> inNeighbourhood) =>
        [.. All.Chunk(128).Select(block => string.Concat(block.Select(x => inNeighbourhood(new Rune(x)))))];

    private static void RequireSame(string text, string expected, string actual)
    {
        if (expected == actual)
            return;
        var at = expected.Zip(actual).TakeWhile(x => x.First == x.Second).Count();
        string Around(string x) => JsonSerializer.Serialize(x.Substring(Math.Max(0, at - 10), Math.Min(30, x.Length - Math.Max(0, at - 10))));
        Assert.Fail($"In the block of U+{text.EnumerateRunes().ElementAt(1).Value:X4}: expected {Around(expected)}, got {Around(actual)}");
    }
}
