using Attune.BuiltinEvaluation.Emotions;

namespace Attune.BuiltinEvaluation.Unit;

public sealed class LabelPredictionsTests
{
    private static readonly string[] Names = ["joy", "fear", "anger"];

    // Said: joy, joy, fear, anger.
    private static readonly float[][] Rows = [[0.8f, 0.1f, 0.1f], [0.5f, 0.4f, 0.1f], [0.1f, 0.6f, 0.3f], [0.2f, 0.3f, 0.5f]];

    private static readonly int[] Truth = [0, 1, 1, 1];

    [Fact]
    public void Precision_recall_and_f1_are_what_they_are_by_hand()
    {
        var predictions = new LabelPredictions(Truth, Rows, Thresholds: null);
        Assert.Equal(new LabelFigures("joy", 1, 1 / 2.0, 1, 2 / 3.0, null), predictions.Of(Names[0], 0));
        Assert.Equal(new LabelFigures("fear", 3, 1, 1 / 3.0, 2 / 4.0, null), predictions.Of(Names[1], 1));
        Assert.Equal(new LabelFigures("anger", 0, 0, 0, 0, null), predictions.Of(Names[2], 2));
        Assert.Equal(((2 / 3.0) + (2 / 4.0) + 0) / 3, predictions.MacroF1([0, 1, 2, 3]), 12);
    }

    [Fact]
    public void At_thresholds_a_sentence_may_have_several_labels_or_none()
    {
        var predictions = new LabelPredictions(Truth, Rows, [0.9f, 0.3f, 0.3f]);
        Assert.Equal(0, predictions.Of(Names[0], 0).AtThreshold);
        Assert.Equal(1, predictions.Of(Names[1], 1).AtThreshold);
        Assert.Equal(0, predictions.Of(Names[2], 2).AtThreshold);
        Assert.Equal(1 / 3.0, predictions.MacroF1AtThresholds([0, 1, 2, 3]), 12);
    }
}
