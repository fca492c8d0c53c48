using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Embeddings;
using Attune.Matching.Scoring;

namespace Attune.Matching.Matches;

/// <param name="Excluded">One a playlist: candidates that are not ranked for it, in order of ids.</param>
/// <param name="Members">Tracks that are in any of the playlists.</param>
/// <param name="OtherMembers">Those of them that are no candidates.</param>
internal sealed record Membership(IReadOnlyList<string[]> Excluded, long Members, long OtherMembers)
{
    /// <summary>What an answer rests on; without stage 2, which is not known before stage 1.</summary>
    public MatchBasis BasisOf(CatalogState state, MatchConfig config, ServingBundle bundle)
    {
        var tracks = state.CandidateCount + OtherMembers;
        return new MatchBasis(
            Pairs: (state.CandidateCount * state.Playlists.Count) - Excluded.Sum(members => (long)members.Length),
            Vectors: config.Signals.Contains(SignalName.Vector, StringComparer.Ordinal) ? tracks + state.Playlists.Count : Members + state.Playlists.Count,
            Emotions: bundle.Emotions is not null && config.Signals.Contains(SignalName.Emotion, StringComparer.Ordinal) ? tracks : 0,
            Profiles: state.Playlists.Count,
            RerankPairs: 0);
    }
}
