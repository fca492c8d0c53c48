using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>m / (m + 1), where m of the playlist's members are on the track's album: 0 for none, ½ for one, towards 1 for many.</summary>
internal sealed class AlbumSignalKind : ISignalKind
{
    public string Name => SignalName.Album;
    public ProfileParts Reads => default;
    public string IsWithoutSql => "t.album = ''";

    public bool Has(TrackInput track) => track.Origin.Album is not null;

    public bool Has(PlaylistProfile playlist) => playlist.Origins.Albums.Count > 0;

    public ISignal Open(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims) => LookupSignal.Of(
        [.. playlists.Select(playlist => Has(playlist) ? Values(playlist) : null)],
        [.. tracks.Select(track => track.Origin.Album is { } album ? new[] { album } : [])], otherwise: 0);

    private static Dictionary<string, float> Values(PlaylistProfile playlist) => playlist.Origins.Albums.ToDictionary(
        album => album.Key, album => album.Value / (album.Value + 1f), StringComparer.Ordinal);
}
