using Attune.Matching.Music.Genres;

namespace Attune.Matching.Music.Affinities;

/// <summary>A name as libraries agree on it: case, accents, blanks and punctuation do not count, and <c>&amp;</c> reads "and".</summary>
internal static class FoldedName
{
    /// <returns>The name itself in lower case where nothing is left of it, as of "!!!"; empty for a blank one.</returns>
    public static string Of(string name)
    {
        var folded = GenreSpelling.Fold(name);
        return folded.Length > 0 ? folded : name.Trim().ToLowerInvariant();
    }
}
