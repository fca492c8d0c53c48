using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Unit;

public sealed class TokenizerFileTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "model.type", "\"CharLevel\"", "'model.type' is 'CharLevel', which is not supported; supported: WordPiece, WordLevel, BPE, Unigram" },
        { "normalizer.type", "\"ByteLevel\"", "'normalizer.type' is 'ByteLevel', which is not supported; supported: Sequence, BertNormalizer" },
        { "pre_tokenizer.type", "\"FixedLength\"", "'pre_tokenizer.type' is 'FixedLength'" },
        { "pre_tokenizer", """{ "type": "CharDelimiterSplit", "delimiter": "ab" }""", "'pre_tokenizer.delimiter' is 'ab', and must be one character." },
        { "post_processor", """{ "type": "Roberta" }""", "'post_processor.type' is 'Roberta'" },
        {
            "post_processor",
            """{ "type": "TemplateProcessing", "single": [{ "Sequence": { "id": "A", "type_id": 0 } }], "pair": [{ "Sequence": { "id": "A", "type_id": 0 } }, { "Sequence": { "id": "B", "type_id": 1 } }], "special_tokens": { "[X]": { "id": "[X]", "ids": [0], "tokens": [null] } } }""",
            "has a token that is null"
        },
        { "version", "\"2.0\"", "'version' is '2.0'" },
        { "surprise", "1", "'surprise' is not supported" },
        { "normalizer.surprise", "false", "'normalizer.surprise' is not supported" },
        { "model.dropout", "0.1", "'model.dropout' is not supported" },
        { "normalizer.lowercase", "1", "'normalizer.lowercase' must be true or false, not 1." },
        { "model.unk_token", "\"<unk>\"", "'model.unk_token' is '<unk>', which is not in the vocabulary." },
        { "model.vocab", "[]", "'model.vocab' must be an object, not an array." },
        { "model.max_input_chars_per_word", "-1", "'model.max_input_chars_per_word' must be a whole number" },
        { "added_tokens", """[{ "id": 7, "content": "[PAD]" }]""", "'added_tokens[0].id' is 7, and the vocabulary has '[PAD]' as 0." },
        { "added_tokens", """[{ "id": 900000, "content": "x y" }]""", "'added_tokens[0].id' is 900000, where the reference implementation gives 'x y' the id" },
        { "model.vocab", """{ "[UNK]": 0, "[PAD]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4, "a": 9 }""", "'added_tokens[0].id' is 0, and the vocabulary has '[PAD]' as 1." },
        { "added_tokens", """[{ "id": 0, "content": "[PAD]" }, { "id": 13137, "content": "\u0301\u0302\u0303", "normalized": true }]""", "of which normalisation leaves nothing" },
        { "padding", """{ "direction": "Up", "strategy": "BatchLongest", "pad_id": 0 }""", "'padding.direction' is 'Up'" },
        { "truncation", """{ "direction": "Left", "max_length": 5, "stride": 0, "strategy": "LongestFirst" }""", "'truncation.direction' is 'Left'" },
        { "post_processor", """{ "type": "BertProcessing", "sep": ["[SEP]", 4], "cls": ["[CLS]", 2] }""", "'post_processor.sep' gives '[SEP]' the id 4" },
        { "post_processor", """{ "type": "TemplateProcessing", "single": [], "special_tokens": {} }""", "'post_processor.single' must hold sequence A once, not 0 times." },
        { "post_processor", """{ "type": "TemplateProcessing", "single": [{ "Sequence": { "id": "A", "type_id": 0 } }], "special_tokens": {} }""", "'post_processor.pair' is missing." },
        { "post_processor", Pair("""{ "Sequence": { "id": "A", "type_id": 0 } }"""), "'post_processor.pair' must hold each of the sequences A and B once." },
        { "post_processor", Pair("""{ "Sequence": { "id": "C", "type_id": 0 } }"""), "'post_processor.pair[0].Sequence.id' is 'C'" },
        { "post_processor", Pair("""{ "SpecialToken": { "id": "[SEP]", "type_id": 0 } }"""), "'post_processor.pair[0].SpecialToken.id' is '[SEP]', which is not in special_tokens." },
        { "post_processor", """{ "type": "RobertaProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 3], "trim_offsets": true, "add_prefix_space": false }""", "'post_processor.cls' gives '[CLS]' the id 3" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_supported_is_refused_by_name(string path, string value, string message)
    {
        var json = TestTokenizer.Json(root => Set(root, path, JsonNode.Parse(value)));
        var error = Assert.Throws<TokenizerFormatException>(() => TestTokenizer.Load(json));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("tokenizer.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_given_twice_is_refused() =>
        Assert.Throws<TokenizerFormatException>(() => TestTokenizer.Load("""{ "version": "1.0", "version": "1.0" }"""));

    [Fact]
    public void The_padding_section_names_the_padding_token()
    {
        var tokenizer = TestTokenizer.Load(TestTokenizer.Json(x =>
            x["padding"] = JsonNode.Parse("""{ "strategy": "BatchLongest", "direction": "Right", "pad_to_multiple_of": null, "pad_id": 4, "pad_type_id": 0, "pad_token": "[MASK]" }""")));
        Assert.Equal(4, tokenizer.PadId);
    }

    [Fact]
    public void What_stands_for_the_unknown_is_told()
    {
        var words = TestTokenizer.Load(TestTokenizer.Json());
        Assert.Equal(words.IdOf("[UNK]"), words.UnknownId);
        Assert.Equal([words.UnknownId!.Value], words.Ids("☃"));
    }

    [Fact]
    public void A_damaged_file_either_loads_or_is_refused_with_the_one_exception()
    {
        var json = """
            {"version":"1.0","added_tokens":[{"id":0,"content":"[PAD]","special":true}],"normalizer":null,"pre_tokenizer":{"type":"BertPreTokenizer"},
            "post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[PAD]","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
            "pair":[{"SpecialToken":{"id":"[PAD]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
            "special_tokens":{"[PAD]":{"id":"[PAD]","ids":[0],"tokens":["[PAD]"]}}},
            "model":{"type":"WordPiece","unk_token":"a","continuing_subword_prefix":"##","vocab":{"[PAD]":0,"a":1}}}
            """;
        Assert.Equal([0, 1], TestTokenizer.Load(json).Ids("a"));

        var damage = from at in Gen.Choose(0, json.Length - 1)
                     from length in Gen.Choose(0, 12)
                     from replacement in Gen.Elements("", "null", "0", "-1", "[]", "{}", "\"\"", "\"\\ud800\"", "1e99", ",", "x")
                     select json[..at] + replacement + json[Math.Min(json.Length, at + length)..];
        Prop.ForAll(damage.ToArbitrary(), damaged =>
        {
            try
            {
                TestTokenizer.Load(damaged).Ids("some text");
            }
            catch (TokenizerFormatException)
            {
                // Expected; any other exception fails the test.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    private static string Pair(string pieces) =>
        $$"""{ "type": "TemplateProcessing", "single": [{ "Sequence": { "id": "A", "type_id": 0 } }], "pair": [{{pieces}}], "special_tokens": {} }""";

    private static void Set(JsonNode root, string path, JsonNode? value)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
            root = root[name]!;
        root[names[^1]] = value;
    }
}
