namespace Attune.Evaluation.Metrics;

/// <summary>
/// The figures that an evaluation reports, in order: <c>ndcg@K</c> and <c>recall@K</c> for each K, <c>mrr</c>, <c>map</c>.
/// </summary>
public sealed class MetricSet(IReadOnlyList<int> cutoffs)
{
    public IReadOnlyList<string> Names { get; } = [.. cutoffs.Select(Ndcg), .. cutoffs.Select(k => $"recall@{k}"), "mrr", "map"];

    public static string Ndcg(int k) => $"ndcg@{k}";

    /// <param name="ranking">Of all candidates: true where relevant, best first.</param>
    /// <returns>One a name.</returns>
    public double[] Of(bool[] ranking)
    {
        var relevant = ranking.Count(hit => hit);
        return
        [
            .. cutoffs.Select(k => RankingMetrics.Ndcg(ranking, relevant, k)),
            .. cutoffs.Select(k => RankingMetrics.Recall(ranking, relevant, k)),
            RankingMetrics.ReciprocalRank(ranking), RankingMetrics.AveragePrecision(ranking, relevant),
        ];
    }

    /// <summary>The same for a random order.</summary>
    public double[] Chance(int candidates, int relevant) =>
    [
        .. cutoffs.Select(k => ChanceMetrics.Ndcg(candidates, relevant, k)), .. cutoffs.Select(k => ChanceMetrics.Recall(candidates, k)),
        ChanceMetrics.ReciprocalRank(candidates, relevant), ChanceMetrics.AveragePrecision(candidates, relevant),
    ];
}
