namespace Attune.Bench.Harness.Reporting;

/// <summary>Several measurements of one thing.</summary>
internal sealed class Sample
{
    private readonly List<double> _values = [];

    public IReadOnlyList<double> Values => _values;

    public double Median => Percentile(0.5);

    public void Add(double value) => _values.Add(value);

    /// <summary>Nearest rank, interpolated between neighbours.</summary>
    /// <param name="share">0 to 1.</param>
    public double Percentile(double share)
    {
        double[] sorted = [.. _values.Order()];
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>Measurement by measurement, so that what disturbed a round disturbs both sides of its ratio.</summary>
    public Sample Over(Sample other)
    {
        var ratios = new Sample();
        foreach (var (mine, its) in Values.Zip(other.Values))
            ratios.Add(mine / its);
        return ratios;
    }
}
