using System.Text.Json.Nodes;

namespace Attune.Samples.Tests;

/// <summary>The files of the samples folder.</summary>
internal static class Catalogue
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "samples");

    public static IReadOnlyList<JsonObject> Tracks { get; } = ReadLines("tracks.jsonl");

    public static IReadOnlyList<JsonObject> Playlists { get; } = ReadLines("playlists.jsonl");

    public static JsonObject TrackSchema { get; } = ReadSchema("track.schema.json");

    public static JsonObject PlaylistSchema { get; } = ReadSchema("playlist.schema.json");

    public static string Text(this JsonObject line, string key) => line[key]!.GetValue<string>();

    public static IReadOnlyList<string> Texts(this JsonObject line, string key) => [.. line[key]!.AsArray().Select(item => item!.GetValue<string>())];

    /// <summary>Every line holds one object; only the end of the file may be empty.</summary>
    private static List<JsonObject> ReadLines(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text[..^1].Split('\n').Select((line, index) => Parse(line, $"{name}:{index + 1}"))];
    }

    private static JsonObject ReadSchema(string name) => Parse(File.ReadAllText(Path.Combine(Folder, "schema", name)), name);

    private static JsonObject Parse(string json, string place)
    {
        try
        {
            var options = new System.Text.Json.JsonDocumentOptions { AllowDuplicateProperties = false };
            return JsonNode.Parse(json, documentOptions: options)!.AsObject();
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException($"{place} is no JSON object: {exception.Message}", exception);
        }
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Attune.slnx"))) return folder.FullName;
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has Attune.slnx.");
    }
}
