using Attune.Training.Reports;

namespace Attune.Training.Unit.Reports;

public sealed class EvaluationReportTests
{
    [Fact]
    public void Every_figure_is_the_one_computed_by_hand()
    {
        // Four rows: 1 taken for 1, 1 taken for 3, 3 taken for 3, 5 taken for 1.
        double[][] probabilities = [[0.6, 0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.6, 0.1, 0.1], [0, 0, 1, 0, 0], [0.92, 0.02, 0.02, 0.02, 0.02]];
        var report = EvaluationReport.Of(probabilities, [1, 1, 3, 5]);
        Assert.Equal(0.5, report.Accuracy);
        Assert.Equal([1, 0, 1, 0, 0], report.Confusion[0]);
        Assert.Equal([1, 0, 0, 0, 0], report.Confusion[4]);
        Assert.Equal((0 + 2 + 0 + 4) / 4.0, report.OrdinalError);
        Assert.Equal(new TierReport(1, 2, 0.5, 0.5, 0.5), report.Tiers[0]);
        Assert.Equal(new TierReport(2, 0, 0, 0, 0), report.Tiers[1]);
        Assert.Equal(new TierReport(3, 1, 0.5, 1, 2 / 3.0), report.Tiers[2]);
        // Bin 0.6: one of two right at 0.6 each. Bin 0.9 to 1: one of two right at 1 and 0.92.
        Assert.Equal((Math.Abs(1 - 1.2) + Math.Abs(1 - 1.92)) / 4, report.CalibrationError, 1e-12);
    }
}
