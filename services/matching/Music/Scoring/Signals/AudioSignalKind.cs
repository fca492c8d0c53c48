using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Scoring.Signals;

internal sealed class AudioSignalKind : ISignalKind
{
    public string Name => SignalName.Audio;
    public ProfileParts Reads => default;
    public string IsWithoutSql => "num_nonnulls(t.tempo_bpm, t.energy, t.valence, t.danceability, t.acousticness, t.instrumentalness) = 0";

    public bool Has(TrackInput track) => track.Audio.IsKnown;

    public bool Has(PlaylistProfile playlist) => playlist.Audio.IsKnown;

    public ISignal Open(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims) =>
        new AudioSignal([.. playlists.Select(playlist => playlist.Audio)], new AudioColumns([.. tracks.Select(track => track.Audio)]));
}
