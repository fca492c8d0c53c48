using System.Text.Json.Serialization;
using Attune.BuiltinEvaluation.Measures;

namespace Attune.BuiltinEvaluation.Matching;

/// <summary>What a scorer reached on a task.</summary>
/// <param name="Values">One an item: right or not for categories, 1 / rank for retrieval; expectations where scores are equal.</param>
/// <param name="Best">The best score of each item.</param>
internal sealed record ScorerResult(
    string Scorer, Figure Figure, [property: JsonIgnore] IReadOnlyList<double> Values, [property: JsonIgnore] IReadOnlyList<float> Best)
{
    public static ScorerResult Of(string scorer, double[] values, float[][] scores) =>
        new(scorer, Figure.Of(values), values, [.. scores.Select(row => row.Max())]);
}
