using System.Numerics;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Unit;

/// <summary>How the work of an encoding grows with its text, counted in steps.</summary>
public sealed class GrowthTests
{
    private const int Length = 4_000, Times = 8;

    private static readonly Dictionary<string, Func<Tokenizer>> Kinds = new(StringComparer.Ordinal)
    {
        ["WordPiece"] = () => TestTokenizer.Load(TestTokenizer.Json(x => CharacterFiles.Add(x, "a\u302E", normalized: true, left: true, right: true, singleWord: true))),
        ["WordPiece, words of any length"] = () => TestTokenizer.Load(TestTokenizer.Json(x => x["model"]!["max_input_chars_per_word"] = 10_000_000)),
        ["WordPiece, accents kept"] = () => TestTokenizer.Load(TestTokenizer.Json(x => x["normalizer"] = TestTokenizer.Bert(true, true, false, true))),
        ["byte-level, composed, cl100k"] = () => ByteLevel(ByteLevelFiles.Split(ByteLevelFiles.Llama3Pattern), "NFC"),
        ["byte-level, decomposed, GPT-2"] = () => ByteLevel(ByteLevelFiles.ByteLevel(prefixSpace: true), "NFKD"),
        ["byte-level, o200k"] = () => ByteLevel(ByteLevelFiles.Split(ByteLevelFiles.O200kPattern), "NFKC"),
        ["byte-level, not split"] = () => ByteLevel(ByteLevelFiles.ByteLevel(prefixSpace: false, regex: false), "StripAccents"),
        ["Unigram"] = () => TestTokenizer.Load(UnigramTokenizer.Json()),
        ["Unigram, not split, bytes"] = () => TestTokenizer.Load(UnigramTokenizer.Json(x =>
            (x["normalizer"], x["model"]!["byte_fallback"], x["pre_tokenizer"]) = (null, true, UnigramTokenizer.Metaspace("first", split: false)))),
        ["characters, as Llama 2"] = () => TestTokenizer.Load(CharacterFiles.Llama2()),
        ["characters, as Gemma"] = () => TestTokenizer.Load(CharacterFiles.Gemma(x =>
        {
            CharacterFiles.Add(x, " ", normalized: false, left: true, right: true);
            CharacterFiles.Add(x, "<<", normalized: false, singleWord: true);
        })),
        ["every splitter"] = () => TestTokenizer.Load(CharacterFiles.Json(x => (x["normalizer"], x["pre_tokenizer"]) = (
            JsonNode.Parse("""{ "type": "Sequence", "normalizers": [{ "type": "Replace", "pattern": { "Regex": "\\d{3,}" }, "content": "0" }, { "type": "Nmt" }, { "type": "Strip", "strip_left": true, "strip_right": true }] }"""),
            JsonNode.Parse("""
                { "type": "Sequence", "pretokenizers": [
                  { "type": "Split", "pattern": { "Regex": "[^a]{2,}" }, "behavior": "MergedWithNext", "invert": false },
                  { "type": "Split", "pattern": { "String": "ab" }, "behavior": "MergedWithPrevious", "invert": true },
                  { "type": "Punctuation", "behavior": "Contiguous" }, { "type": "Digits", "individual_digits": false }, { "type": "Whitespace" }] }
                """)))),
    };

    // What runs on: marks out of order, words without end, what nearly is an added token, what makes splitters look far ahead.
    private static readonly Gen<string> Units = Gen.Elements(
            "\u302E\u1B44", "\u0301\u0323", "\u1B44", "\u302E", "\u0301", "a", "b", "ab", "aa", " ", "  ", " \n", "\n", "\r\n", "'", "'l", "<", "<mask", "<s>", "<<", "字", "☃", "😀", "\uD83D", "ª", "A", "ªA", "\u200D",
            "©", "क\u094D", "\u1100", "\u1161", "가", "1", "/", "!", "▁", "é", "\uFDFA", "\u0001", "İ", "Σ", "\u00A0")
        .NonEmptyListOf().Select(x => string.Concat(x.Take(4)));

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_that_is_eight_times_as_long_takes_little_more_than_eight_times_the_steps(string kind)
    {
        var tokenizer = Kinds[kind]();
        Prop.ForAll(Gen.Elements("", "a", "x ", "<").ToArbitrary(), Units.ToArbitrary(), (start, unit) =>
        {
            var count = (Length / unit.Length) + 1;
            long once = Steps(tokenizer, start, unit, count), often = Steps(tokenizer, start, unit, Times * count);
            return (often <= Times * once * 3 / 2).Label($"{once} steps, then {often}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Marks_out_of_order_take_n_log_n_steps(string kind)
    {
        const int count = 40_000;
        var steps = Steps(Kinds[kind](), "a", "\u302E\u1B44", count);
        Assert.InRange(steps, 2 * count, 40L * 2 * count * BitOperations.Log2(2 * count));
    }

    private static long Steps(Tokenizer tokenizer, string start, string unit, int count)
    {
        using var ids = new TokenBuffer();
        var work = new Work();
        tokenizer.Encode(start + string.Concat(Enumerable.Repeat(unit, count)), ids, int.MaxValue, ref work);
        return work.Steps;
    }

    private static Tokenizer ByteLevel(JsonNode preTokenizer, string normalizer)
    {
        var merges = RandomTokenizers.Train(Texts.Corpus.Values.Take(40), 100).Append(("a", "a")).Append(("aa", "aa"));
        return TestTokenizer.Load(ByteLevelFiles.Json(
            ByteLevelFiles.Vocabulary(merges),
            [.. merges.Select(x => new JsonArray(x.Item1, x.Item2))],
            preTokenizer,
            root => root["normalizer"] = new JsonObject { ["type"] = normalizer }));
    }
}
