namespace Attune.Matching.Music.Affinities;

/// <summary>Who made a track, on which album and when.</summary>
/// <param name="Artists">Folded, each once, the first one first.</param>
/// <param name="Album">Folded, behind its first artist: two albums of one name are two. Null for none.</param>
/// <param name="Year">Null where it is not known.</param>
internal sealed record TrackOrigin(IReadOnlyList<string> Artists, string? Album, int? Year)
{
    public static TrackOrigin Unknown { get; } = new([], null, null);

    public static TrackOrigin Of(IReadOnlyList<string> artists, string album, int? year)
    {
        string[] folded = [.. artists.Select(FoldedName.Of).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        var name = FoldedName.Of(album);
        return new TrackOrigin(folded, name.Length == 0 ? null : $"{folded.FirstOrDefault()}\t{name}", year);
    }
}
