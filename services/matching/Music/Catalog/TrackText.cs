using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Music.Catalog;

/// <summary>
/// The canonical text of a track: what is embedded, and what its content hash covers. Any change to what this returns is a
/// new <see cref="Versions.TrackText"/>.
/// </summary>
/// <example>
/// <c>Feeling Good by Nina Simone. Album: I Put a Spell on You. Genre: vocal jazz. Mood: triumphant. Theme: freedom, new beginnings.
/// About: A new dawn after a long night. Context: first coffee on a free day.</c>
/// </example>
/// <remarks>
/// Audio numbers, year and language stay out: an embedder reads words, and the numbers are signals of their own. The long
/// sections come last, because the end is what a model with a short window does not see.
/// </remarks>
internal static class TrackText
{
    public static string For(Track track)
    {
        var artists = CanonicalText.Join(track.Artists);
        return new CanonicalText()
            .Sentence(artists.Length == 0 ? track.Title : $"{track.Title} by {artists}")
            .Labelled("Album", track.Album)
            .Labelled("Genre", track.Genres)
            .Labelled("Mood", track.Moods)
            .Labelled("Theme", track.Themes)
            .Labelled("About", track.Summary)
            .Labelled("Context", track.Context)
            .ToString();
    }

    /// <summary>What of it is the track's own; the rest is glue.</summary>
    public static IEnumerable<string> OwnWords(Track track) =>
        [track.Title, .. track.Artists, track.Album, .. track.Genres, .. track.Moods, .. track.Themes, track.Summary, track.Context];

    /// <summary><c>te_v…</c> and 64 hex digits.</summary>
    public static string HashOf(string text) => Hash.Compute(Versions.TrackText, new JsonObject { ["text"] = text });
}
