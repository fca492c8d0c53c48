using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Scoring.Signals;

internal sealed class EmotionSignalKind : ISignalKind
{
    public string Name => SignalName.Emotion;
    public ProfileParts Reads => new(Vectors: false, Emotions: true);
    public string IsWithoutSql => $"($5 = '' OR EXISTS ({CensusReader.Emotions} AND 0 >= ALL (o.buckets)))";

    public bool Has(TrackInput track) => track.UsableEmotions is not null;

    public bool Has(PlaylistProfile playlist) => playlist.Emotions is not null;

    public ISignal Open(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims) =>
        new EmotionSignal(
            [.. playlists.Select(playlist => playlist.Emotions)], new EmotionColumns([.. tracks.Select(track => track.UsableEmotions)]));
}
