namespace Attune.Evaluation.Metrics;

/// <summary>
/// What the figures of <see cref="RankingMetrics"/> are on average over all orders of n candidates of which r are relevant. A rank holds a
/// relevant one with probability r / n; the formulas follow from that by adding up expectations.
/// </summary>
public static class ChanceMetrics
{
    public static double Ndcg(int candidates, int relevant, int k) =>
        (double)relevant / candidates * RankingMetrics.IdealDcg(Math.Min(k, candidates)) / RankingMetrics.IdealDcg(Math.Min(k, relevant));

    public static double Recall(int candidates, int k) => (double)Math.Min(k, candidates) / candidates;

    /// <summary>Σᵢ P(the first relevant one is at rank i) / i, with P built up from rank to rank.</summary>
    public static double ReciprocalRank(int candidates, int relevant)
    {
        var (sum, noneBefore) = (0.0, 1.0);
        for (var rank = 1; rank <= candidates - relevant + 1; rank++)
        {
            var left = candidates - rank + 1;
            sum += noneBefore * relevant / left / rank;
            noneBefore *= (double)(left - relevant) / left;
        }
        return sum;
    }

    /// <summary>
    /// (1/n) Σᵢ (1 + (i − 1)(r − 1)/(n − 1)) / i: given that rank i is relevant, each of the i − 1 before it is so with probability (r −
    /// 1)/(n − 1). Y. Bestgen, "Exact expected average precision of the random baseline for system evaluation", The Prague Bulletin of
    /// Mathematical Linguistics 103, 2015.
    /// </summary>
    public static double AveragePrecision(int candidates, int relevant)
    {
        var another = candidates == 1 ? 0 : (double)(relevant - 1) / (candidates - 1);
        var sum = 0.0;
        for (var rank = 1; rank <= candidates; rank++) sum += (1 + ((rank - 1) * another)) / rank;
        return sum / candidates;
    }
}
