using System.Text;
using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Contracts.Matching.V1;
using Google.Protobuf.Collections;

namespace Attune.Matching.Catalog;

/// <summary>
/// The canonical text of a track: what is embedded, and what its content hash covers. Any change to what this returns is a
/// new <see cref="Versions.TrackText"/>.
/// </summary>
/// <remarks>
/// Audio numbers, year and language stay out: an embedder reads words, and the numbers are signals of their own.
/// </remarks>
internal static class TrackText
{
    public static string For(Track track)
    {
        var text = new StringBuilder(track.Title.Length + 128);
        text.Append(track.Title.Trim()).Append(" by ").AppendJoin(", ", track.Artists).Append('.');
        AppendList(text, "Genre", track.Genres);
        AppendList(text, "Mood", track.Moods);
        AppendList(text, "Theme", track.Themes);
        return text.ToString();
    }

    /// <summary><c>te_v…</c> and 64 hex digits.</summary>
    public static string HashOf(string text) => Hash.Compute(Versions.TrackText, new JsonObject { ["text"] = text });

    private static void AppendList(StringBuilder text, string label, RepeatedField<string> words)
    {
        if (words.Count > 0) text.Append(' ').Append(label).Append(": ").AppendJoin(", ", words).Append('.');
    }
}
