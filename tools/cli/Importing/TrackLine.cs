using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Importing;

/// <summary>A track as a line of a file holds it; see <c>samples/schema/track.schema.json</c>.</summary>
internal sealed record TrackLine
{
    public string Id { get; init; } = "";
    public string Title { get; init; } = "";
    public IReadOnlyList<string> Artists { get; init; } = [];
    public int? Year { get; init; }
    public string Language { get; init; } = "";
    public IReadOnlyList<string> Genres { get; init; } = [];
    public IReadOnlyList<string> Moods { get; init; } = [];
    public IReadOnlyList<string> Themes { get; init; } = [];
    public AudioLine? Audio { get; init; }
    public string Summary { get; init; } = "";
    public string Context { get; init; } = "";
    public string Album { get; init; } = "";

    public Track ToMessage()
    {
        var track = new Track
        {
            Id = Id, Title = Title, Artists = { Artists }, Language = Language, Genres = { Genres }, Moods = { Moods }, Themes = { Themes },
            Audio = Audio?.ToMessage(), Summary = Summary, Context = Context, Album = Album,
        };
        if (Year is { } year) track.Year = year;
        return track;
    }
}
