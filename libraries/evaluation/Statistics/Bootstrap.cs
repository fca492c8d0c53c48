namespace Attune.Evaluation.Statistics;

/// <summary>
/// The percentile bootstrap: values are drawn with replacement, as many as there are, 2,000 times; the interval lies between the 2.5th and
/// the 97.5th percentile of their means (or of what else is asked). B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap",
/// Chapman &amp; Hall 1993, section 13.3.
/// </summary>
public static class Bootstrap
{
    public const int Resamples = 2_000;

    /// <param name="values">One a unit that is independent of the others (a playlist, not a track of it), at least one.</param>
    /// <param name="seed">Equal seeds give equal intervals.</param>
    public static Interval OfMean(IReadOnlyList<double> values, long seed) => OfMeanOfMeans([values], seed);

    /// <summary>Of the mean over groups of each group's mean, all groups weighing the same: values are drawn within their group.</summary>
    /// <param name="groups">At least one, each with at least one value.</param>
    /// <param name="seed">Equal seeds give equal intervals.</param>
    public static Interval OfMeanOfMeans(IReadOnlyList<IReadOnlyList<double>> groups, long seed)
    {
        var random = new SplitMix64((ulong)seed);
        var means = new double[Resamples];
        for (var i = 0; i < means.Length; i++)
        {
            foreach (var values in groups)
            {
                var sum = 0.0;
                for (var j = 0; j < values.Count; j++) sum += values[random.Below(values.Count)];
                means[i] += sum / values.Count / groups.Count;
            }
        }
        return IntervalOf(means);
    }

    /// <summary>Of any figure of a sample.</summary>
    /// <param name="count">Values in the sample, at least one.</param>
    /// <param name="statistic">The figure of the values at these positions; the array is used again.</param>
    /// <param name="seed">Equal seeds give equal intervals.</param>
    public static Interval Of(int count, Func<int[], double> statistic, long seed)
    {
        var random = new SplitMix64((ulong)seed);
        var (figures, drawn) = (new double[Resamples], new int[count]);
        for (var i = 0; i < figures.Length; i++)
        {
            for (var j = 0; j < count; j++) drawn[j] = random.Below(count);
            figures[i] = statistic(drawn);
        }
        return IntervalOf(figures);
    }

    private static Interval IntervalOf(double[] figures)
    {
        Array.Sort(figures);
        return new Interval(Percentile(figures, 0.025), Percentile(figures, 0.975));
    }

    /// <summary>Between the two nearest where it falls between them.</summary>
    private static double Percentile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]));
    }
}
