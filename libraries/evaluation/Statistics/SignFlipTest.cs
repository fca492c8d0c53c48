namespace Attune.Evaluation.Statistics;

/// <summary>
/// The paired randomisation test, two-sided: if neither of two systems is better, each unit's difference (a playlist's, a query's) might as
/// well have had the other sign. p is the share of sign patterns whose mean difference is at least as far from 0 as the one observed. M. D.
/// Smucker, J. Allan and B. Carterette, "A comparison of statistical significance tests for information retrieval evaluation", CIKM 2007.
/// </summary>
public static class SignFlipTest
{
    /// <summary>Up to this many pairs, all 2ⁿ patterns are counted.</summary>
    public const int MostExact = 15;

    public const int Draws = 10_000;

    // In one number of the generator.
    private const int Signs = 64;

    // Sums of the same numbers in another order are the same sum.
    private const double Rounding = 1e-12;

    public static bool IsExact(int pairs) => pairs <= MostExact;

    /// <param name="differences">One a unit.</param>
    /// <param name="seed">Equal seeds give equal draws; it does not matter to an exact test.</param>
    /// <returns>Above 0, at most 1; 1 without pairs.</returns>
    public static double PValue(IReadOnlyList<double> differences, long seed)
    {
        var observed = Math.Abs(differences.Sum()) - Rounding;
        return IsExact(differences.Count) ? Exact(differences, observed) : MonteCarlo(differences, observed, seed);
    }

    private static double Exact(IReadOnlyList<double> differences, double observed)
    {
        var patterns = 1 << differences.Count;
        var atLeast = 0;
        for (var pattern = 0; pattern < patterns; pattern++)
            if (Math.Abs(SumOf(differences, 0, differences.Count, (ulong)pattern)) >= observed) atLeast++;
        return (double)atLeast / patterns;
    }

    /// <summary>
    /// The observed pattern counts as one of those drawn, so that p is never 0: B. Phipson and G. K. Smyth, "Permutation p-values should
    /// never be zero", Statistical Applications in Genetics and Molecular Biology 9(1), 2010.
    /// </summary>
    private static double MonteCarlo(IReadOnlyList<double> differences, double observed, long seed)
    {
        var random = new SplitMix64((ulong)seed);
        var atLeast = 1;
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            for (var first = 0; first < differences.Count; first += Signs)
                sum += SumOf(differences, first, Math.Min(first + Signs, differences.Count), random.Next());
            if (Math.Abs(sum) >= observed) atLeast++;
        }
        return (double)atLeast / (Draws + 1);
    }

    private static double SumOf(IReadOnlyList<double> differences, int first, int end, ulong signs)
    {
        var sum = 0.0;
        for (var i = first; i < end; i++, signs >>= 1) sum += (signs & 1) == 0 ? differences[i] : -differences[i];
        return sum;
    }
}
