using Attune.BuiltinEvaluation.Measures;

namespace Attune.BuiltinEvaluation.Emotions;

/// <summary>A scorer that takes the sentence for a text and the labels' names for its categories.</summary>
internal sealed record EmotionBaseline(string Scorer, Figure Top1);
