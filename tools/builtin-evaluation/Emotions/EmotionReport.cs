using Attune.BuiltinEvaluation.Matching;
using Attune.BuiltinEvaluation.Measures;

namespace Attune.BuiltinEvaluation.Emotions;

/// <param name="Chance">Of a label drawn at random.</param>
/// <param name="BucketChance">Of that label's bucket.</param>
/// <param name="Top1">The most probable label is the sentence's.</param>
/// <param name="Top3">It is among the three most probable.</param>
/// <param name="Bucket">The dominant bucket is that of the sentence's label.</param>
/// <param name="MacroF1">Mean of the labels' F1.</param>
/// <param name="MacroF1AtThresholds">
/// The same where every label that reaches its threshold is said; null where the bundle has no thresholds.
/// </param>
/// <param name="CalibrationError">Of the most probable label's probability.</param>
/// <param name="LabelCalibrationError">Of all labels' probabilities, each taken for a statement of its own.</param>
/// <param name="Experimental">The bundle does not vouch for the model.</param>
/// <param name="Comparisons">With the labels' names by each baseline.</param>
internal sealed record EmotionReport(
    int Sentences, int Labels, double Chance, double BucketChance, Figure Top1, Figure Top3, Figure Bucket, Figure MacroF1,
    Figure? MacroF1AtThresholds, Figure CalibrationError, Figure LabelCalibrationError, bool Experimental,
    IReadOnlyList<LabelFigures> PerLabel, IReadOnlyList<EmotionBaseline> Baselines, IReadOnlyList<ScorerComparison> Comparisons);
