using Attune.Matching.Configs;
using Attune.Matching.Embeddings;
using Attune.Matching.Evaluation.Tasks;

namespace Attune.Matching.Evaluation.Scorers;

/// <summary>The real matching code with one configuration.</summary>
internal sealed class MatchingScorer(MatchingInputs inputs, MatchConfig config, ModelKey model) : IScorer
{
    public Task<IReadOnlyList<IReadOnlyList<RankedTrack>>> RankAsync(IReadOnlyList<ScoringQuestion> questions, CancellationToken cancellationToken) =>
        Task.FromResult(MatchingAdapter.Rank(inputs, questions, config, model, cancellationToken));
}
