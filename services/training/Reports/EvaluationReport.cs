using Attune.Training.Labels;
using Attune.Training.Models;

namespace Attune.Training.Reports;

/// <summary>How well a model does on some rows.</summary>
internal sealed record EvaluationReport
{
    private const int Bins = 10;

    public required int Rows { get; init; }

    /// <summary>Share of rows whose most probable tier is theirs.</summary>
    public required double Accuracy { get; init; }

    /// <summary>
    /// Row by row the true tier, in it the predicted one: <c>[2][4]</c> counts rows of tier 3 that were taken for tier 5.
    /// </summary>
    public required int[][] Confusion { get; init; }

    /// <summary>One a tier.</summary>
    public required TierReport[] Tiers { get; init; }

    /// <summary>Mean |predicted tier - true tier|, 0 to 4.</summary>
    public required double OrdinalError { get; init; }

    /// <summary>
    /// Expected calibration error (Guo and others 2017): over ten bins of the winning probability, Σ (share of rows in the bin) × |accuracy
    /// - mean probability| there. 0 to 1.
    /// </summary>
    public required double CalibrationError { get; init; }

    /// <param name="probabilities">One a row, as <see cref="TierModel.Predict"/> returns them.</param>
    /// <param name="tiers">The true ones, 1 to 5.</param>
    public static EvaluationReport Of(IReadOnlyList<double[]> probabilities, IReadOnlyList<int> tiers)
    {
        var confusion = Enumerable.Range(0, TierEdges.Tiers).Select(_ => new int[TierEdges.Tiers]).ToArray();
        var bins = new (int Rows, int Right, double Probability)[Bins];
        var (right, distance) = (0, 0);
        for (var row = 0; row < tiers.Count; row++)
        {
            var predicted = TierModel.TierOf(probabilities[row]);
            confusion[tiers[row] - 1][predicted - 1]++;
            var hit = predicted == tiers[row] ? 1 : 0;
            right += hit;
            distance += Math.Abs(predicted - tiers[row]);
            var confidence = probabilities[row][predicted - 1];
            ref var bin = ref bins[Math.Min((int)(confidence * Bins), Bins - 1)];
            bin = (bin.Rows + 1, bin.Right + hit, bin.Probability + confidence);
        }
        double rows = Math.Max(tiers.Count, 1);
        return new()
        {
            Rows = tiers.Count, Accuracy = right / rows, Confusion = confusion, OrdinalError = distance / rows,
            Tiers = [.. Enumerable.Range(0, TierEdges.Tiers).Select(c => TierReport.Of(confusion, c))],
            CalibrationError = bins.Sum(bin => Math.Abs(bin.Right - bin.Probability)) / rows,
        };
    }
}
