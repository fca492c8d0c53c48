namespace Attune.Catalogues.Rows;

/// <summary>
/// A playlist as a line of a file holds it; see <c>samples/schema/playlist.schema.json</c>. What is empty is not written.
/// </summary>
internal sealed record PlaylistRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> TrackIds { get; init; } = [];
    public IReadOnlyList<string>? Moods { get; init; }
    public IReadOnlyList<string>? Themes { get; init; }
    public string? Context { get; init; }
}
