using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>
/// √(m / n), where m of the playlist's n members are by an artist of the track, the one that has most: 1 for a playlist of one artist, ½
/// where one member in four is by them, 0 for a stranger. The root lets one song of somebody count in a long playlist.
/// </summary>
internal sealed class ArtistSignalKind : ISignalKind
{
    public string Name => SignalName.Artist;
    public ProfileParts Reads => default;
    public string IsWithoutSql => "cardinality(t.artists) = 0";

    public bool Has(TrackInput track) => track.Origin.Artists.Count > 0;

    public bool Has(PlaylistProfile playlist) => playlist.Origins.Artists.Count > 0;

    public ISignal Open(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims) => LookupSignal.Of(
        [.. playlists.Select(playlist => Has(playlist) ? Shares(playlist) : null)], [.. tracks.Select(track => track.Origin.Artists)],
        otherwise: 0);

    private static Dictionary<string, float> Shares(PlaylistProfile playlist) => playlist.Origins.Artists.ToDictionary(
        artist => artist.Key, artist => MathF.Sqrt((float)artist.Value / playlist.Origins.Members), StringComparer.Ordinal);
}
