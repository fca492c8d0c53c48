using Attune.Matching.Configs;
using Attune.Matching.Genres;
using Attune.Matching.Profiles;
using Attune.Matching.Scoring;

namespace Attune.Matching.Matches;

/// <summary>Makes the signals that a configuration weighs from the inputs of a match.</summary>
internal static class SignalSet
{
    /// <returns>In the order of the configuration.</returns>
    public static IReadOnlyList<WeightedSignal> Of(MatchInputs inputs, MatchConfig config, int dims)
    {
        var total = config.Weights.Sum();
        return [.. config.Signals.Zip(config.Weights, (name, weight) => new WeightedSignal(Make(name, inputs, dims), (float)(weight / total)))];
    }

    private static ISignal Make(string name, MatchInputs inputs, int dims) => name switch
    {
        SignalName.Vector => Vector(inputs, dims),
        SignalName.Genre => Genre(inputs),
        SignalName.Audio => Audio(inputs),
        _ => throw new InvalidOperationException($"There is no signal '{name}'."),
    };

    private static VectorSignal Vector(MatchInputs inputs, int dims)
    {
        var profiles = new float[inputs.Playlists.Count * dims];
        for (var i = 0; i < inputs.Playlists.Count; i++)
            ProfileVector.From(inputs.Playlists[i].Vector!, Members(inputs, inputs.Playlists[i]).Select(track => track.Vector!)).CopyTo(profiles, i * dims);
        return new VectorSignal(profiles, VectorTable.Of([.. Candidates(inputs).Select(track => track.Vector!)], dims));
    }

    private static GenreSignal Genre(MatchInputs inputs)
    {
        var profiles = new GenreProfiles(GenreTaxonomy.Standard);
        return new GenreSignal(
            [.. inputs.Playlists.Select(playlist => profiles.OfMembers(Members(inputs, playlist).Select(track => track.Genres)))],
            [.. Candidates(inputs).Select(track => profiles.OfTrack(track.Genres))]);
    }

    private static AudioSignal Audio(MatchInputs inputs) => new(
        [.. inputs.Playlists.Select(playlist => AudioCentroid.Of(Members(inputs, playlist).Select(track => track.Audio)))],
        new AudioColumns([.. Candidates(inputs).Select(track => track.Audio)]));

    private static IEnumerable<TrackInput> Candidates(MatchInputs inputs) => inputs.CandidateIds.Select(id => inputs.Tracks[id]);

    private static IEnumerable<TrackInput> Members(MatchInputs inputs, PlaylistInput playlist) => playlist.MemberIds.Select(id => inputs.Tracks[id]);
}
