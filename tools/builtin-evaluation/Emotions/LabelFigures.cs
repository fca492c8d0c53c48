namespace Attune.BuiltinEvaluation.Emotions;

/// <summary>How well a label is told from the others, each sentence getting its most probable label.</summary>
/// <param name="Sentences">That have the label.</param>
internal sealed record LabelFigures(string Label, int Sentences, double Precision, double Recall, double F1)
{
    /// <param name="label">Its position.</param>
    /// <param name="pairs">True and predicted label of each sentence.</param>
    public static LabelFigures Of(string name, int label, IReadOnlyCollection<(int True, int Predicted)> pairs)
    {
        int hits = pairs.Count(x => x.True == label && x.Predicted == label), predicted = pairs.Count(x => x.Predicted == label), actual = pairs.Count(x => x.True == label);
        return new LabelFigures(name, actual, Share(hits, predicted), Share(hits, actual), Share(2 * hits, predicted + actual));
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
