using System.Text.Json.Nodes;
using Attune.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Integration;

/// <summary>Token ids of WordPiece tokenizers against the reference implementation, Hugging Face's in Rust.</summary>
public sealed class ReferenceParityTests
{
    public static TheoryData<string> Variants => [.. Changes.Keys];

    private static readonly Dictionary<string, Action<JsonNode>> Changes = new(StringComparer.Ordinal)
    {
        ["uncased"] = _ => { },
        ["cased"] = x => x["normalizer"] = TestTokenizer.Bert(true, true, false, false),
        ["cased, accents stripped"] = x => x["normalizer"] = TestTokenizer.Bert(true, true, true, false),
        ["lower case, accents kept"] = x => x["normalizer"] = TestTokenizer.Bert(true, true, false, true),
        ["neither cleaned nor ideographs set apart"] = x => x["normalizer"] = TestTokenizer.Bert(false, false, null, true),
        ["no normaliser"] = x => x["normalizer"] = null,
        ["template"] = x => x["post_processor"] = TestTokenizer.Template(),
        ["BERT post-processor"] = x => x["post_processor"] = JsonNode.Parse("""{ "type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2] }"""),
        ["short words"] = x => x["model"]!["max_input_chars_per_word"] = 6,
        ["other continuation prefix"] = x => x["model"]!["continuing_subword_prefix"] = "",
        ["added tokens that strip"] = x => Add(x, "[MASK2]", left: true, right: true),
        ["added tokens in normalised text"] = x => Add(x, "Vrý", normalized: true, right: true),
        ["overlapping added tokens"] = x => Add(Add(x, "and"), "andere"),
    };

    [Fact]
    public void The_corpus_covers_more_than_a_hundred_languages() => Assert.InRange(Texts.Corpus.Count, 100, int.MaxValue);

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Ids_equal_the_reference_on_every_text(string variant)
    {
        var json = TestTokenizer.Json(Changes[variant]);
        string[] added = ["a [MASK2]  b[MASK2]c  [MASK2]", "alle VRY vrý\u3000 vry vryy", "and andere andere-and band ander"];
        await AssertParityAsync(json, [.. Texts.Corpus.Values, .. Texts.Corpus.Values.Select(x => x.ToUpperInvariant()), .. Texts.Edges, .. added]);
    }

    [Fact]
    public async Task Ids_equal_the_reference_on_random_mixtures() =>
        await AssertParityAsync(TestTokenizer.Json(), [.. Texts.Random.Sample(3_000)]);

    [Fact]
    public async Task Ids_of_the_built_in_tokenizer_equal_the_reference()
    {
        var json = await File.ReadAllTextAsync(RepositoryRoot.Combine("models", "builtin", "tokenizer.json"));
        await AssertParityAsync(json, [.. Texts.Corpus.Values, .. Texts.Edges, .. Texts.Random.Sample(500)]);
    }

    private static async Task AssertParityAsync(string json, string[] texts) =>
        Reference.RequireSame(TestTokenizer.Load(json), texts, [.. (await Reference.NativeAsync([json], texts)).Select(x => x[0].Ids)]);

    private static JsonNode Add(JsonNode root, string content, bool normalized = false, bool left = false, bool right = false)
    {
        var vocabulary = root["model"]!["vocab"]!.AsObject();
        var id = vocabulary.TryGetPropertyValue(content, out var known) ? known!.GetValue<int>() : vocabulary.Count + root["added_tokens"]!.AsArray().Count(x => !vocabulary.ContainsKey(x!["content"]!.GetValue<string>()));
        root["added_tokens"]!.AsArray().Add(TestTokenizer.AddedToken(id, content, special: false, normalized, left, right));
        return root;
    }
}
