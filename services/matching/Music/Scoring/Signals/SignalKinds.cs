using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>The signals that there are. One more is a name in <see cref="SignalName"/> and a kind here.</summary>
internal static class SignalKinds
{
    private static readonly Dictionary<string, ISignalKind> ByName =
        new ISignalKind[]
        {
            new VectorSignalKind(), new GenreSignalKind(), new AudioSignalKind(), new EmotionSignalKind(), new ArtistSignalKind(),
            new AlbumSignalKind(), new EraSignalKind(),
        }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <returns>The kinds that a configuration weighs, in its order.</returns>
    public static IReadOnlyList<ISignalKind> Of(MatchConfig config) => [.. config.Signals.Select(name => ByName[name])];

    /// <summary>What they read of what there is a model for. What the catalogue itself says costs nothing and is always there.</summary>
    public static ProfileParts PartsOf(MatchConfig config, ServingBundle bundle)
    {
        var kinds = Of(config);
        return new ProfileParts(
            kinds.Any(kind => kind.Reads.Vectors), bundle.Emotions is not null && kinds.Any(kind => kind.Reads.Emotions));
    }

    /// <summary>Whether any of them has anything of the track to compare.</summary>
    public static bool AnyOf(MatchConfig config, TrackInput track) => Of(config).Any(kind => kind.Has(track));

    /// <summary>Whether any of them has anything of the playlist to compare.</summary>
    public static bool AnyOf(MatchConfig config, PlaylistProfile playlist) => Of(config).Any(kind => kind.Has(playlist));

    /// <returns>Their values for pairs of these, with their shares of the whole weight.</returns>
    public static IReadOnlyList<WeightedSignal> Open(
        MatchConfig config, IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims)
    {
        var total = config.Weights.Sum();
        return [.. Of(config).Zip(
            config.Weights, (kind, weight) => new WeightedSignal(kind.Open(playlists, tracks, dims), (float)(weight / total)))];
    }
}
