namespace Attune.Training.Reports;

/// <summary>One tier of an evaluation.</summary>
/// <param name="Tier">1 to 5.</param>
/// <param name="Rows">That are truly of it.</param>
/// <param name="Precision">Of those taken for it, the share that is; 0 when none was.</param>
/// <param name="Recall">Of those that are, the share taken for it; 0 when there are none.</param>
/// <param name="F1">Harmonic mean of both.</param>
internal sealed record TierReport(int Tier, int Rows, double Precision, double Recall, double F1)
{
    public static TierReport Of(int[][] confusion, int c)
    {
        double hits = confusion[c][c], predicted = confusion.Sum(row => row[c]), actual = confusion[c].Sum();
        return new(c + 1, (int)actual, hits / Math.Max(predicted, 1), hits / Math.Max(actual, 1), predicted + actual > 0
            ? 2 * hits / (predicted + actual)
            : 0);
    }
}
