using System.Globalization;
using System.Text.Json.Nodes;

namespace Attune.Tokenizers.Testing;

/// <summary>A tokenizer file as XLM-RoBERTa's, with the small model of the folder sentencepiece.</summary>
internal static class UnigramTokenizer
{
    private static readonly (string Piece, double Score)[] Pieces = [.. File
        .ReadLines(PathOf("corpus.vocab"))
        .Select(line => line.Split('\t'))
        .Select(x => (x[0], double.Parse(x[1], CultureInfo.InvariantCulture)))];

    private static readonly string CharacterMap = Convert.ToBase64String(File.ReadAllBytes(PathOf("nmt_nfkc.bin")));

    /// <summary>How many entries the vocabulary has.</summary>
    public static int VocabularySize => Pieces.Length;

    /// <summary>A complete tokenizer file; <paramref name="change"/> may alter it.</summary>
    public static string Json(Action<JsonNode>? change = null)
    {
        JsonNode root = new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(TestTokenizer.AddedToken(0, "<unk>"), TestTokenizer.AddedToken(1, "<s>"), TestTokenizer.AddedToken(2, "</s>")),
            ["normalizer"] = Normalizers(Precompiled(), Parse("""{ "type": "Replace", "pattern": { "Regex": " {2,}" }, "content": " " }""")),
            ["pre_tokenizer"] = PreTokenizers(Parse("""{ "type": "WhitespaceSplit" }"""), Metaspace()),
            ["post_processor"] = Parse("""
                {
                  "type": "TemplateProcessing",
                  "single": [{ "SpecialToken": { "id": "<s>", "type_id": 0 } }, { "Sequence": { "id": "A", "type_id": 0 } }, { "SpecialToken": { "id": "</s>", "type_id": 0 } }],
                  "pair": [
                    { "SpecialToken": { "id": "<s>", "type_id": 0 } }, { "Sequence": { "id": "A", "type_id": 0 } }, { "SpecialToken": { "id": "</s>", "type_id": 0 } },
                    { "SpecialToken": { "id": "</s>", "type_id": 0 } }, { "Sequence": { "id": "B", "type_id": 0 } }, { "SpecialToken": { "id": "</s>", "type_id": 0 } }
                  ],
                  "special_tokens": { "<s>": { "id": "<s>", "ids": [1], "tokens": ["<s>"] }, "</s>": { "id": "</s>", "ids": [2], "tokens": ["</s>"] } }
                }
                """),
            ["decoder"] = Metaspace(),
            ["model"] = new JsonObject
            {
                ["type"] = "Unigram",
                ["unk_id"] = 0,
                ["vocab"] = new JsonArray([.. Pieces.Select(x => new JsonArray(x.Piece, x.Score))]),
                ["byte_fallback"] = false,
            },
        };
        change?.Invoke(root);
        return root.ToJsonString();
    }

    public static JsonNode Parse(string json) => JsonNode.Parse(json)!;

    public static JsonObject Precompiled() => new() { ["type"] = "Precompiled", ["precompiled_charsmap"] = CharacterMap };

    public static JsonObject Metaspace(string prepend = "always", bool split = true) =>
        new() { ["type"] = "Metaspace", ["replacement"] = "▁", ["prepend_scheme"] = prepend, ["split"] = split };

    public static JsonObject Normalizers(params JsonNode[] normalizers) => new() { ["type"] = "Sequence", ["normalizers"] = new JsonArray(normalizers) };

    public static JsonObject PreTokenizers(params JsonNode[] preTokenizers) => new() { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(preTokenizers) };

    /// <summary>Gives every piece a score made of its own one, its text and its id.</summary>
    public static void Score(JsonNode root, Func<double, string, int, double> score)
    {
        var vocabulary = root["model"]!["vocab"]!.AsArray();
        for (var id = 0; id < vocabulary.Count; id++)
            vocabulary[id]![1] = score(vocabulary[id]![1]!.GetValue<double>(), vocabulary[id]![0]!.GetValue<string>(), id);
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "sentencepiece", file);
}
