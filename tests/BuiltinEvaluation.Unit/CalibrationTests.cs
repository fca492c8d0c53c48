using Attune.BuiltinEvaluation.Measures;

namespace Attune.BuiltinEvaluation.Unit;

public sealed class CalibrationTests
{
    [Fact]
    public void Who_is_right_as_often_as_said_has_no_error()
    {
        Assert.Equal(0, Calibration.Error([(1, true), (1, true), (0, false)]));
        Assert.Equal(0, Calibration.Error([.. Enumerable.Range(0, 4).Select(i => (0.25, i == 0))]), 12);
    }

    [Fact]
    public void The_error_is_what_it_is_by_hand()
    {
        // Bin 0.9 to 1: three predictions of 0.95, one right: |1 − 2.85|; bin 0.1 to 0.2: one of 0.15, right: |1 − 0.15|; over four predictions.
        Assert.Equal((1.85 + 0.85) / 4, Calibration.Error([(0.95, true), (0.95, false), (0.95, false), (0.15, true)]), 12);
    }
}
