using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Testing;

/// <summary>Rows that pass every rule, to be spoilt by the tests.</summary>
internal static class Given
{
    public static Track Track(string id, string title = "Feeling Good", string mood = "triumphant", string genre = "vocal jazz") => new()
    {
        Id = id,
        Title = title,
        Artists = { "Nina Simone" },
        Year = 1965,
        Language = "en",
        Genres = { genre },
        Moods = { mood },
        Themes = { "freedom", "new beginnings" },
        Audio = new AudioFeatures { TempoBpm = 120, Energy = 0.5, Valence = 0.6, Danceability = 0.4, Acousticness = 0.7, Instrumentalness = 0, Estimated = true },
    };

    public static Playlist Playlist(string id, string name = "Late Night Jazz", string description = "Smoky clubs after midnight.", params string[] trackIds) =>
        new() { Id = id, Name = name, Description = description, TrackIds = { trackIds } };
}
