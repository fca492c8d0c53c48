using System.Text.Json;
using System.Text.Json.Nodes;
using Attune.Testing;

namespace Attune.Tokenizers.Integration;

/// <summary>Normalisers and pre-tokenizers of the Rust reference by themselves.</summary>
internal static class ReferenceComponents
{
    /// <summary>What each of the normalisers makes of each text, there.</summary>
    public static async Task<string[][]> NormalizeAsync(IEnumerable<string> jsons, IEnumerable<string> texts) =>
        [.. (await RunAsync("normalizer", jsons, texts)).Select(x => JsonSerializer.Deserialize<string[]>(x)!)];

    /// <summary>The words that each of the pre-tokenizers makes of each text, there.</summary>
    public static async Task<string[][][]> SplitAsync(IEnumerable<string> jsons, IEnumerable<string> texts) =>
        [.. (await RunAsync("pre_tokenizer", jsons, texts)).Select(x => JsonSerializer.Deserialize<string[][]>(x)!)];

    private static Task<string[]> RunAsync(string part, IEnumerable<string> jsons, IEnumerable<string> texts) => Node.RunAsync(
        "components.mjs",
        [],
        texts.Select(TestTokenizer.ToJsonLine).Prepend(new JsonArray([.. jsons.Select(x => new JsonObject { [part] = JsonNode.Parse(x) })]).ToJsonString()));
}
