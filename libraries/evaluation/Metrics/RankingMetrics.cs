namespace Attune.Evaluation.Metrics;

/// <summary>Figures of one ranking in which each place is relevant or not. All go from 0 to 1.</summary>
public static class RankingMetrics
{
    /// <summary>
    /// DCG@K / ideal DCG@K with gain 1 and discount log₂(1 + rank); the ideal ranking has min(K, relevant) places filled. K. Järvelin and
    /// J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM Transactions on Information Systems 20(4), 2002.
    /// </summary>
    /// <param name="ranking">True where relevant, best first.</param>
    /// <param name="relevant">How many are relevant in all, at least 1.</param>
    /// <param name="k">At least 1.</param>
    public static double Ndcg(ReadOnlySpan<bool> ranking, int relevant, int k)
    {
        var gain = 0.0;
        for (var i = 0; i < Math.Min(k, ranking.Length); i++)
            if (ranking[i]) gain += Discount(i + 1);
        return gain / IdealDcg(Math.Min(k, relevant));
    }

    /// <summary>The share of what is relevant that is among the first K.</summary>
    public static double Recall(ReadOnlySpan<bool> ranking, int relevant, int k) =>
        (double)ranking[..Math.Min(k, ranking.Length)].Count(true) / relevant;

    /// <summary>1 / rank of the first that is relevant; 0 when none is. Its mean is MRR.</summary>
    public static double ReciprocalRank(ReadOnlySpan<bool> ranking) => ranking.IndexOf(true) is var first and >= 0 ? 1.0 / (first + 1) : 0;

    /// <summary>
    /// The mean over the relevant ones of the precision at their ranks; one that is not ranked counts 0. Its mean is MAP.
    /// </summary>
    public static double AveragePrecision(ReadOnlySpan<bool> ranking, int relevant)
    {
        var sum = 0.0;
        for (int i = 0, found = 0; i < ranking.Length; i++)
            if (ranking[i]) sum += (double)++found / (i + 1);
        return sum / relevant;
    }

    /// <summary>What a relevant one at the rank counts.</summary>
    public static double Discount(int rank) => 1 / Math.Log2(1 + rank);

    /// <summary>DCG of as many relevant ones in a row.</summary>
    public static double IdealDcg(int relevant)
    {
        var sum = 0.0;
        for (var rank = 1; rank <= relevant; rank++) sum += Discount(rank);
        return sum;
    }
}
