using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Music.Catalog;

/// <summary>
/// The canonical text of a playlist: what is embedded as a query. Any change to what this returns is a new
/// <see cref="Versions.PlaylistText"/>.
/// </summary>
/// <example><c>Late Night Jazz. Smoky clubs after midnight. Mood: mellow, intimate. Theme: night, city. Context: the last drink before
/// closing time.</c></example>
/// <remarks>The members stay out: they are in the profile, as vectors and genres of their own.</remarks>
internal static class PlaylistText
{
    public static string For(Playlist playlist) => new CanonicalText()
        .Sentence(playlist.Name)
        .Sentence(playlist.Description)
        .Labelled("Mood", playlist.Moods)
        .Labelled("Theme", playlist.Themes)
        .Labelled("Context", playlist.Context)
        .ToString();

    /// <summary>What of it is the playlist's own; the rest is glue.</summary>
    public static IEnumerable<string> OwnWords(Playlist playlist) =>
        [playlist.Name, playlist.Description, .. playlist.Moods, .. playlist.Themes, playlist.Context];

    /// <summary><c>pt_v…</c> and 64 hex digits.</summary>
    public static string HashOf(string text) => Hash.Compute(Versions.PlaylistText, new JsonObject { ["text"] = text });
}
