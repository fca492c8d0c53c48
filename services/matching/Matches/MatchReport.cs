using Attune.Contracts.Matching.V1;
using Attune.Matching.Contexts;
using Attune.Matching.Inputs;

namespace Attune.Matching.Matches;

/// <summary>What an answer says about itself.</summary>
internal static class MatchReport
{
    /// <param name="basis">What it rests on.</param>
    /// <param name="tally">What of that was done for it; the rest was there.</param>
    public static MatchWork Work(MatchBasis basis, MatchTally tally) => new()
    {
        EmbeddingsComputed = tally.EmbeddingsComputed,
        EmbeddingsReused = Rest(basis.Vectors, tally.EmbeddingsComputed + tally.MissingEmbeddings),
        EmotionsComputed = tally.EmotionsComputed,
        EmotionsReused = Rest(basis.Emotions, tally.EmotionsComputed + tally.MissingEmotions),
        ProfilesComputed = tally.ProfilesComputed,
        ProfilesReused = Rest(basis.Profiles, tally.ProfilesComputed),
        PairsScored = tally.PairsScored,
        PairsReused = Rest(basis.Pairs, tally.PairsScored),
        RerankPairsScored = tally.RerankPairsScored,
        RerankPairsReused = Rest(basis.RerankPairs, tally.RerankPairsScored),
    };

    /// <summary>Null when nothing is missing.</summary>
    public static Degradation? Degradation(MatchTally tally) => tally.Problem is null ? null : new Degradation
    {
        Reason = tally.Problem, MissingEmbeddings = tally.MissingEmbeddings, MissingEmotions = tally.MissingEmotions, MissingRerankPairs = tally.MissingRerankPairs,
    };

    private static long Rest(long all, long done) => Math.Max(0, all - done);
}
