using System.Text.Json.Nodes;

namespace Attune.Catalogues.Rows;

/// <summary>A track as a line of a file holds it; see <c>samples/schema/track.schema.json</c>. What is empty is not written.</summary>
internal sealed record TrackRow
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<string> Artists { get; init; }
    public string? Album { get; init; }
    public int? Year { get; init; }
    public string? Language { get; init; }
    public IReadOnlyList<string>? Genres { get; init; }
    public IReadOnlyList<string>? Moods { get; init; }
    public IReadOnlyList<string>? Themes { get; init; }
    public JsonObject? Audio { get; init; }
    public string? Summary { get; init; }
    public string? Context { get; init; }
}
