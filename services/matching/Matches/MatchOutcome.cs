using Attune.Contracts.Matching.V1;
using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Inputs;

namespace Attune.Matching.Matches;

/// <summary>An answer with where it came from and what it cost now.</summary>
/// <param name="Context">Its identity.</param>
/// <param name="Config">How it was made.</param>
/// <param name="Playlists">In order of ids.</param>
/// <param name="Answer">The results.</param>
/// <param name="Cache">Where it came from.</param>
/// <param name="Work">What was done and what was found.</param>
/// <param name="Degraded">What it had to do without; null when it is whole.</param>
internal sealed record MatchOutcome(
    MatchContext Context, MatchConfig Config, IReadOnlyList<PlaylistState> Playlists, MatchAnswer Answer, CacheState Cache, MatchWork Work, Degradation? Degraded = null)
{
    /// <summary>From the store, or from another request: nothing was done for it.</summary>
    public static MatchOutcome Found(MatchContext context, MatchConfig config, IReadOnlyList<PlaylistState> playlists, MatchAnswer answer, CacheState cache, Degradation? degraded = null) =>
        new(context, config, playlists, answer, cache, WorkOf(answer.Basis, new MatchTally()), degraded);

    public static MatchOutcome Computed(MatchContext context, MatchConfig config, IReadOnlyList<PlaylistState> playlists, MatchAnswer answer, MatchTally tally) =>
        new(context, config, playlists, answer, CacheState.Miss, WorkOf(answer.Basis, tally), tally.Problem is null ? null : new Degradation
        {
            Reason = tally.Problem, MissingEmbeddings = tally.MissingEmbeddings, MissingEmotions = tally.MissingEmotions, MissingRerankPairs = tally.MissingRerankPairs,
        });

    private static MatchWork WorkOf(MatchBasis basis, MatchTally tally) => new()
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
        RerankPairsReused = Rest(basis.RerankPairs, tally.RerankPairsScored + tally.MissingRerankPairs),
    };

    private static long Rest(long all, long done) => Math.Max(0, all - done);
}
