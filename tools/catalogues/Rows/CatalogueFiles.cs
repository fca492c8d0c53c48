using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attune.Catalogues.Rows;

/// <summary>A folder with <c>tracks.jsonl</c> and <c>playlists.jsonl</c>, as <c>./attune cli import</c> reads them.</summary>
internal static class CatalogueFiles
{
    private const string TrackFile = "tracks.jsonl", PlaylistFile = "playlists.jsonl";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        // For people who read the files: letters of any script as themselves. They are never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<Catalogue> ReadAsync(string folder, CancellationToken cancellationToken) => new(
        await ReadAsync<TrackRow>(Path.Combine(folder, TrackFile), cancellationToken),
            await ReadAsync<PlaylistRow>(Path.Combine(folder, PlaylistFile), cancellationToken));

    public static async Task WriteAsync(Catalogue catalogue, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, TrackFile), catalogue.Tracks.Select(Line), cancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(folder, PlaylistFile), catalogue.Playlists.Select(Line), cancellationToken);
    }

    public static string Line<T>(T row) => JsonSerializer.Serialize(row, Options);

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(string file, CancellationToken cancellationToken) =>
        [.. (await File.ReadAllLinesAsync(file, cancellationToken)).Where(line => line.Length > 0)
            .Select(line => JsonSerializer.Deserialize<T>(line, Options)!)];
}
