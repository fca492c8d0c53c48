using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;

namespace Attune.Matching.Music.Matches;

/// <param name="Excluded">One a playlist: candidates that are not ranked for it, in order of ids.</param>
/// <param name="OtherMembers">Members that are no candidates.</param>
internal sealed record Membership(IReadOnlyList<string[]> Excluded, long OtherMembers)
{
    /// <summary>What an answer rests on; without stage 2, which is not known before stage 1.</summary>
    public MatchBasis BasisOf(CatalogState state, ProfileParts parts)
    {
        var tracks = state.CandidateCount + OtherMembers;
        return new MatchBasis(
            Pairs: (state.CandidateCount * state.Playlists.Count) - Excluded.Sum(members => (long)members.Length),
            Vectors: parts.Vectors ? tracks + state.Playlists.Count : 0,
            Emotions: parts.Emotions ? tracks : 0,
            Profiles: state.Playlists.Count,
            RerankPairs: 0);
    }
}
