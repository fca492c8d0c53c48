using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>
/// Takes another scorer's scores and deals them out to the candidates anew. What is left is chance: anything above it would be a leak of
/// the answer into the harness.
/// </summary>
internal sealed class ShuffledScorer(IScorer inner, long seed) : IScorer
{
    public async Task<IReadOnlyList<IReadOnlyList<RankedTrack>>> RankAsync(
        IReadOnlyList<ScoringQuestion> questions, CancellationToken cancellationToken) =>
        [.. questions.Zip(await inner.RankAsync(questions, cancellationToken), Shuffle)];

    private IReadOnlyList<RankedTrack> Shuffle(ScoringQuestion question, IReadOnlyList<RankedTrack> ranking)
    {
        var order = new SeededOrder(seed, "shuffled scorer", question.Fold, question.PlaylistId).Sort(question.CandidateIds);
        var dealt = order.Zip(ranking).ToDictionary(pair => pair.First, pair => pair.Second.Score, StringComparer.Ordinal);
        return RankedTrack.Rank(dealt.Keys, id => dealt[id]);
    }
}
