namespace Attune.Evaluation.Statistics;

/// <summary>How one system's figures differ from a baseline's, unit by unit (a playlist, a query).</summary>
/// <param name="Mean">Of the system.</param>
/// <param name="BaselineMean">Of the baseline.</param>
/// <param name="Difference">Mean of the differences, system minus baseline.</param>
/// <param name="Interval">Bootstrap interval of the difference.</param>
/// <param name="PValue">Of the <see cref="SignFlipTest"/>, two-sided.</param>
/// <param name="IsExact">Whether all patterns of signs were counted.</param>
/// <param name="Better">Units where the system is better.</param>
/// <param name="Worse">Units where it is worse.</param>
/// <param name="Pairs">Units in all.</param>
public sealed record PairedComparison(
    double Mean, double BaselineMean, double Difference, Interval Interval, double PValue, bool IsExact, int Better, int Worse, int Pairs)
{
    // Differences that only rounding makes are none.
    private const double Rounding = 1e-12;

    /// <param name="system">One figure a unit, at least one.</param>
    /// <param name="baseline">Of the same units in the same order.</param>
    /// <param name="seed">Of bootstrap and test.</param>
    public static PairedComparison Of(IReadOnlyList<double> system, IReadOnlyList<double> baseline, long seed)
    {
        if (system.Count != baseline.Count)
            throw new ArgumentException($"{system.Count} figures cannot be paired with {baseline.Count}.", nameof(baseline));
        double[] differences = [.. system.Zip(baseline, (a, b) => a - b)];
        return new PairedComparison(
            system.Average(), baseline.Average(), differences.Average(), Bootstrap.OfMean(differences, seed),
            SignFlipTest.PValue(differences, seed),
            SignFlipTest.IsExact(differences.Length), differences.Count(difference => difference > Rounding),
            differences.Count(difference => difference < -Rounding), differences.Length);
    }
}
