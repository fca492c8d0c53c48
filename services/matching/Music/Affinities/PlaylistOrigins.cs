namespace Attune.Matching.Music.Affinities;

/// <summary>Who made the members of a playlist, on which albums and when.</summary>
/// <param name="Members">How many they are.</param>
/// <param name="Artists">By name, how many members each made.</param>
/// <param name="Albums">By album, how many members are on it.</param>
/// <param name="Years">Of the members that have one.</param>
internal sealed record PlaylistOrigins(
    int Members, IReadOnlyDictionary<string, int> Artists, IReadOnlyDictionary<string, int> Albums, IReadOnlyList<int> Years)
{
    public static PlaylistOrigins None { get; } = Of([]);

    public static PlaylistOrigins Of(IReadOnlyList<TrackOrigin> members) => new(
        members.Count, Count(members.SelectMany(member => member.Artists)), Count(members.Select(member => member.Album).OfType<string>()),
        [.. members.Select(member => member.Year).OfType<int>().Order()]);

    private static SortedDictionary<string, int> Count(IEnumerable<string> names)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names) counts[name] = counts.GetValueOrDefault(name) + 1;
        return counts;
    }
}
