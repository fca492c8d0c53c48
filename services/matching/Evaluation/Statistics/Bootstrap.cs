namespace Attune.Matching.Evaluation.Statistics;

/// <summary>
/// The percentile bootstrap of a mean: values are drawn with replacement, as many as there are, 2,000 times; the interval lies between the 2.5th and the
/// 97.5th percentile of the means. B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", Chapman &amp; Hall 1993, section 13.3.
/// </summary>
internal static class Bootstrap
{
    public const int Resamples = 2_000;

    /// <param name="values">One a playlist, at least one: playlists are what is drawn, for tracks of one playlist are not independent.</param>
    /// <param name="seed">Equal seeds give equal intervals.</param>
    public static Interval OfMean(IReadOnlyList<double> values, long seed)
    {
        var random = new SplitMix64((ulong)seed);
        var means = new double[Resamples];
        for (var i = 0; i < means.Length; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < values.Count; j++) sum += values[random.Below(values.Count)];
            means[i] = sum / values.Count;
        }
        Array.Sort(means);
        return new Interval(Percentile(means, 0.025), Percentile(means, 0.975));
    }

    /// <summary>Between the two nearest where it falls between them.</summary>
    private static double Percentile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]));
    }
}
