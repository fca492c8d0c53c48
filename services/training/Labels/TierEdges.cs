namespace Attune.Training.Labels;

/// <summary>
/// Where the tiers of views begin. A view count is in tier 1 + the number of edges below it; equal counts are always in the same tier.
/// </summary>
internal sealed class TierEdges
{
    public const int Tiers = 5;

    private static readonly double[] Quantiles = [0.2, 0.4, 0.6, 0.8];

    public TierEdges(IReadOnlyList<double> values)
    {
        if (values.Count != Tiers - 1 || values.Any(edge => !double.IsFinite(edge))
            || values.Zip(values.Skip(1)).Any(pair => pair.First > pair.Second))
            throw new ArgumentException($"There are {Tiers - 1} finite edges in rising order.", nameof(values));
        Values = values;
    }

    /// <summary>Views; four, none below the one before it. Two that are equal leave the tier between them empty.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>
    /// The 20th, 40th, 60th and 80th percentile, interpolated linearly between neighbours (Hyndman and Fan's definition 7, that of NumPy
    /// and Excel).
    /// </summary>
    /// <param name="views">At least one.</param>
    public static TierEdges Fit(IEnumerable<long> views)
    {
        long[] sorted = [.. views.Order()];
        return new([.. Quantiles.Select(quantile =>
        {
            var at = quantile * (sorted.Length - 1);
            var below = (int)at;
            return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
        })]);
    }

    /// <summary>1 to 5.</summary>
    public int TierOf(long views)
    {
        var tier = 1;
        foreach (var edge in Values)
            if (views > edge) tier++;
        return tier;
    }
}
