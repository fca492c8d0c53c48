namespace Attune.Catalogues.Synthetic;

/// <param name="Seed">Another one is another catalogue.</param>
/// <param name="Tracks">At least 100.</param>
/// <param name="Playlists">At least 1.</param>
/// <param name="TypicalLength">The median of the members of a playlist.</param>
/// <param name="Fewest">Members that every playlist has at least, if there are as many tracks.</param>
/// <param name="Tags">Whether genres, moods, themes, languages and sound are known, or only what an export tells.</param>
/// <param name="OnlyMembers">Whether tracks of no playlist are left out, as in the library of one listener.</param>
internal sealed record SyntheticOptions(
    long Seed, int Tracks, int Playlists, int TypicalLength = 30, int Fewest = 8, bool Tags = true, bool OnlyMembers = false)
{
    /// <summary>No playlist is longer.</summary>
    public const int Most = 200;
}
