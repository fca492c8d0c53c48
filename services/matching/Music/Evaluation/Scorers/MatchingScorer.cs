using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>The real matching code with one configuration.</summary>
internal sealed class MatchingScorer(MatchingAdapter adapter, MatchingInputs inputs, MatchConfig config) : IScorer
{
    public Task<IReadOnlyList<IReadOnlyList<RankedTrack>>> RankAsync(
        IReadOnlyList<ScoringQuestion> questions, CancellationToken cancellationToken) =>
        adapter.RankAsync(inputs, questions, config, cancellationToken);
}
