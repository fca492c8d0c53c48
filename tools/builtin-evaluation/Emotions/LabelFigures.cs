namespace Attune.BuiltinEvaluation.Emotions;

/// <summary>How well a label is told from the others.</summary>
/// <param name="Sentences">That have the label.</param>
/// <param name="AtThreshold">
/// F1 where every label that reaches the threshold in the manifest is said; null where there are none. The others: the most probable label
/// is said.
/// </param>
internal sealed record LabelFigures(string Label, int Sentences, double Precision, double Recall, double F1, double? AtThreshold)
{
    /// <param name="hits">Sentences that have the label and are said to have it.</param>
    /// <param name="said">Sentences that are said to have it.</param>
    /// <param name="actual">Sentences that have it.</param>
    public static double F1Of(int hits, int said, int actual) => Share(2 * hits, said + actual);

    public static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
