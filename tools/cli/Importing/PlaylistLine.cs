using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Importing;

/// <summary>A playlist as a line of a file holds it; see <c>samples/schema/playlist.schema.json</c>.</summary>
internal sealed record PlaylistLine
{
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public string Description { get; init; } = "";
    public IReadOnlyList<string> TrackIds { get; init; } = [];
    public IReadOnlyList<string> Moods { get; init; } = [];
    public IReadOnlyList<string> Themes { get; init; } = [];
    public string Context { get; init; } = "";

    public Playlist ToMessage() => new()
    {
        Id = Id, Name = Name, Description = Description, TrackIds = { TrackIds }, Moods = { Moods }, Themes = { Themes }, Context = Context,
    };
}
