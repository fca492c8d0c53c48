using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Scoring.Signals;

internal sealed class VectorSignalKind : ISignalKind
{
    public string Name => SignalName.Vector;
    public ProfileParts Reads => new(Vectors: true, Emotions: false);

    // By an index that holds nothing else.
    public string IsWithoutSql => $"EXISTS ({CensusReader.Vector} AND vector_norm(e.vector) = 0)";

    public bool Has(TrackInput track) => track.UsableVector is not null;

    public bool Has(PlaylistProfile playlist) => playlist.Vector is not null;

    public ISignal Open(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims)
    {
        var nothing = new float[dims];
        float[]?[] directions = [.. tracks.Select(track => track.UsableVector)];
        var profiles = new float[playlists.Count * dims];
        for (var i = 0; i < playlists.Count; i++) playlists[i].Vector?.CopyTo(profiles, i * dims);
        var signal = new VectorSignal(profiles, VectorTable.Of([.. directions.Select(direction => direction ?? nothing)], dims));
        bool[] lackingPlaylists = [.. playlists.Select(playlist => !Has(playlist))],
            lackingTracks = [.. directions.Select(direction => direction is null)];
        return lackingPlaylists.Contains(true) || lackingTracks.Contains(true)
            ? new PartialSignal(signal, lackingPlaylists, lackingTracks)
            : signal;
    }
}
