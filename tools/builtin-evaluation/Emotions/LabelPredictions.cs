namespace Attune.BuiltinEvaluation.Emotions;

/// <summary>What a model says of sentences whose labels are known.</summary>
/// <param name="Truth">The label of each sentence, by position.</param>
/// <param name="Rows">The probability of each label, a row a sentence.</param>
/// <param name="Thresholds">One a label; null where the bundle has none.</param>
internal sealed record LabelPredictions(int[] Truth, float[][] Rows, IReadOnlyList<float>? Thresholds)
{
    public int[] Best { get; } = [.. Rows.Select(row => Array.IndexOf(row, row.Max()))];

    public LabelFigures Of(string name, int label)
    {
        int[] all = [.. Enumerable.Range(0, Truth.Length)];
        var (hits, said, actual) = Count(label, all, i => Best[i] == label);
        return new LabelFigures(
            name, actual, LabelFigures.Share(hits, said), LabelFigures.Share(hits, actual), LabelFigures.F1Of(hits, said, actual),
            Thresholds is null
                ? null
                : AtThreshold(label, all));
    }

    /// <summary>Mean F1 of all labels where the most probable one is said.</summary>
    /// <param name="drawn">Sentences, by position.</param>
    public double MacroF1(int[] drawn) => Mean(label =>
    {
        var (hits, said, actual) = Count(label, drawn, i => Best[i] == label);
        return LabelFigures.F1Of(hits, said, actual);
    });

    /// <summary>Mean F1 of all labels where every one that reaches its threshold is said.</summary>
    public double MacroF1AtThresholds(int[] drawn) => Mean(label => AtThreshold(label, drawn));

    private double AtThreshold(int label, int[] drawn)
    {
        var (hits, said, actual) = Count(label, drawn, i => Rows[i][label] >= Thresholds![label]);
        return LabelFigures.F1Of(hits, said, actual);
    }

    private double Mean(Func<int, double> figure) => Enumerable.Range(0, Rows[0].Length).Average(figure);

    private (int Hits, int Said, int Actual) Count(int label, int[] drawn, Func<int, bool> isSaid)
    {
        var (hits, said, actual) = (0, 0, 0);
        foreach (var i in drawn)
        {
            bool has = Truth[i] == label, says = isSaid(i);
            hits += has && says ? 1 : 0;
            said += says ? 1 : 0;
            actual += has ? 1 : 0;
        }

        return (hits, said, actual);
    }
}
