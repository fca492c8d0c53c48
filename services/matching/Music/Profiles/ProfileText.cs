using System.Text;
using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Catalog;

namespace Attune.Matching.Music.Profiles;

/// <summary>
/// The text that the reranker reads as its query: what the playlist says of itself, then what most of its members are. Any change to what
/// this returns is a new <see cref="Versions.ProfileText"/>.
/// </summary>
/// <example><c>Late Night Jazz. Smoky clubs after midnight. Mood: mellow, intimate. Members' genre: cool jazz, bebop. Members' mood:
/// nocturnal.</c></example>
internal static class ProfileText
{
    private const int MostWords = 5;

    // In UTF-8: rarely more than a few hundred tokens in any script, so that a reranker of 512 has room for a track.
    private const int LongestOwnText = 800;

    /// <param name="playlist">Without regard to its members.</param>
    /// <param name="genres">Of every member, most fitting first.</param>
    /// <param name="moods">Of every member.</param>
    /// <param name="themes">Of every member.</param>
    public static string For(
        Playlist playlist, IEnumerable<IReadOnlyList<string>> genres, IEnumerable<IReadOnlyList<string>> moods,
        IEnumerable<IReadOnlyList<string>> themes) =>
        string.Join(' ', new[]
        {
            Shortened(PlaylistText.For(playlist)),
            new CanonicalText()
                .Labelled("Members' genre", Commonest(genres, except: []))
                .Labelled("Members' mood", Commonest(moods, playlist.Moods))
                .Labelled("Members' theme", Commonest(themes, playlist.Themes))
                .ToString(),
        }.Where(part => part.Length > 0));

    /// <summary><c>pq_v…</c> and 64 hex digits.</summary>
    public static string HashOf(string text) => Hash.Compute(Versions.ProfileText, new JsonObject { ["text"] = text });

    /// <summary>Up to the last word that fits.</summary>
    private static string Shortened(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= LongestOwnText) return text;
        var (length, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LongestOwnText) break;
            (length, bytes) = (length + rune.Utf16SequenceLength, bytes + rune.Utf8SequenceLength);
        }
        var blank = text.LastIndexOf(' ', length - 1);
        return text[..(blank > 0 ? blank : length)];
    }

    /// <summary>
    /// The words that most members have, the commonest first and equally common ones in order; words of a single member only when there is
    /// but one.
    /// </summary>
    private static IEnumerable<string> Commonest(IEnumerable<IReadOnlyList<string>> members, IEnumerable<string> except)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var words in members)
        {
            number++;
            foreach (var word in Words(words).Distinct(StringComparer.Ordinal))
                counts[word] = counts.GetValueOrDefault(word) + 1;
        }
        var known = Words(except).ToHashSet(StringComparer.Ordinal);
        return counts.Where(word => word.Key.Length > 0 && !known.Contains(word.Key) && word.Value >= Math.Min(2, number))
            .OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal)
            .Take(MostWords).Select(word => word.Key);
    }

    /// <summary>
    /// As the canonical text has them: two lists that read the same there are the same here, because the same hash stands for both.
    /// </summary>
    private static string[] Words(IEnumerable<string> words) => CanonicalText.Join(words).ToLowerInvariant().Split(", ");
}
