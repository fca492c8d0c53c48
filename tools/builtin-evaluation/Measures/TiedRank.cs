namespace Attune.BuiltinEvaluation.Measures;

/// <summary>
/// Figures of one row of scores where equal scores come in random order: their expectations, so that nothing has to be drawn.
/// </summary>
internal static class TiedRank
{
    /// <summary>The probability that the first candidate is relevant.</summary>
    public static double Hit(ReadOnlySpan<float> scores, ReadOnlySpan<int> relevant)
    {
        var best = float.NegativeInfinity;
        foreach (var score in scores)
            best = Math.Max(best, score);
        return (double)CountOf(scores, relevant, best) / scores.Count(best);
    }

    /// <summary>
    /// The expectation of 1 / rank of the first relevant candidate. With a candidates above it and t equal to it, of which r are relevant,
    /// it stands at a + k with the probability that the first relevant one of t in random order is the k-th.
    /// </summary>
    public static double ReciprocalRank(ReadOnlySpan<float> scores, ReadOnlySpan<int> relevant)
    {
        var best = float.NegativeInfinity;
        foreach (var i in relevant)
            best = Math.Max(best, scores[i]);
        var above = 0;
        foreach (var score in scores)
        {
            if (score > best)
                above++;
        }

        int equal = scores.Count(best), hits = CountOf(scores, relevant, best);
        double sum = 0, noneBefore = 1;
        for (var rank = 1; rank <= equal - hits + 1; rank++)
        {
            double left = equal - rank + 1;
            sum += noneBefore * hits / left / (above + rank);
            noneBefore *= (left - hits) / left;
        }

        return sum;
    }

    private static int CountOf(ReadOnlySpan<float> scores, ReadOnlySpan<int> relevant, float value)
    {
        var count = 0;
        foreach (var i in relevant)
        {
            if (scores[i] == value)
                count++;
        }

        return count;
    }
}
