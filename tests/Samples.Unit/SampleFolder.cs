using System.Text.Json;

namespace Attune.Samples.Unit;

/// <summary>The sample catalogue, copied beside the tests by the build.</summary>
internal static class SampleFolder
{
    // A key given twice would silently lose one of its values.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static IReadOnlyList<JsonElement> Tracks { get; } = ReadLines("tracks.jsonl");

    public static IReadOnlyList<JsonElement> Playlists { get; } = ReadLines("playlists.jsonl");

    public static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "samples", .. parts]);

    public static JsonSchema Schema(string name) => JsonSchema.Parse(File.ReadAllText(PathOf("schema", $"{name}.schema.json")));

    public static string Id(JsonElement line) => line.GetProperty("id").GetString()!;

    public static IReadOnlyList<string> Strings(JsonElement line, string key) =>
        [.. line.GetProperty(key).EnumerateArray().Select(x => x.GetString()!)];

    private static List<JsonElement> ReadLines(string file) =>
        [.. File.ReadLines(PathOf(file)).Select((text, index) => ParseLine(file, index + 1, text))];

    private static JsonElement ParseLine(string file, int number, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}, line {number}: {e.Message}", e);
        }
    }
}
