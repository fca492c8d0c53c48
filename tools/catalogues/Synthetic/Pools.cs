namespace Attune.Catalogues.Synthetic;

/// <summary>What playlists are drawn from.</summary>
internal sealed class Pools
{
    private readonly Dictionary<(Style, int), Pool> _decades;
    private readonly Dictionary<(string, string), Pool> _moods;
    private readonly Dictionary<Style, Pool> _styles;
    private readonly Dictionary<int, Pool> _artists;

    public Pools(IReadOnlyList<SyntheticTrack> tracks)
    {
        All = new Pool(tracks);
        _styles = tracks.GroupBy(track => track.Style).ToDictionary(group => group.Key, group => new Pool(group));
        _artists = tracks.GroupBy(track => track.Artist).ToDictionary(group => group.Key, group => new Pool(group));
        _decades = tracks.GroupBy(track => (track.Style, Decade(track.Year))).ToDictionary(group => group.Key, group => new Pool(group));
        _moods = tracks.GroupBy(track => (track.Style.Family, track.Mood)).ToDictionary(group => group.Key, group => new Pool(group));
    }

    public Pool All { get; }

    public static int Decade(int year) => year / 10 * 10;

    public Pool Of(int artist) => _artists[artist];

    public Pool Of(Style style) => _styles[style];

    public Pool OfDecade(SyntheticTrack like) => _decades[(like.Style, Decade(like.Year))];

    /// <summary>Of the same family and mood.</summary>
    public Pool OfMood(SyntheticTrack like) => _moods[(like.Style.Family, like.Mood)];
}
