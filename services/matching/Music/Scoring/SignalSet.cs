using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Scoring;

/// <summary>Makes the signals that a configuration weighs.</summary>
internal static class SignalSet
{
    /// <returns>In the order of the configuration.</returns>
    public static IReadOnlyList<WeightedSignal> Of(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, MatchConfig config, int dims)
    {
        var total = config.Weights.Sum();
        return [.. config.Signals.Zip(config.Weights, (name, weight) => new WeightedSignal(Make(name, playlists, tracks, dims), (float)(weight / total)))];
    }

    private static ISignal Make(string name, IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims) => name switch
    {
        SignalName.Vector => Vector(playlists, tracks, dims),
        SignalName.Genre => Genre(playlists, tracks),
        SignalName.Audio => new AudioSignal([.. playlists.Select(playlist => playlist.Audio)], new AudioColumns([.. tracks.Select(track => track.Audio)])),
        SignalName.Emotion => new EmotionSignal([.. playlists.Select(playlist => playlist.Emotions)], new EmotionColumns([.. tracks.Select(track => track.Feeling)])),
        _ => throw new InvalidOperationException($"There is no signal '{name}'."),
    };

    private static ISignal Vector(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims)
    {
        var nothing = new float[dims];
        float[]?[] directions = [.. tracks.Select(track => track.Direction)];
        var profiles = new float[playlists.Count * dims];
        for (var i = 0; i < playlists.Count; i++) playlists[i].Vector?.CopyTo(profiles, i * dims);
        var signal = new VectorSignal(profiles, VectorTable.Of([.. directions.Select(direction => direction ?? nothing)], dims));
        bool[] lackingPlaylists = [.. playlists.Select(playlist => playlist.Vector is null)], lackingTracks = [.. directions.Select(direction => direction is null)];
        return lackingPlaylists.Contains(true) || lackingTracks.Contains(true) ? new PartialSignal(signal, lackingPlaylists, lackingTracks) : signal;
    }

    private static GenreSignal Genre(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks)
    {
        var genres = new GenreProfiles(GenreTaxonomy.Standard);
        return new GenreSignal([.. playlists.Select(playlist => playlist.Genres.ToVector())], [.. tracks.Select(track => genres.VectorOf(track.Genres))]);
    }
}
