using Attune.BuiltinEvaluation.Measures;
using Attune.Evaluation.Statistics;

namespace Attune.BuiltinEvaluation.Matching;

/// <summary>Two scorers on the same items; p by a paired randomisation test.</summary>
internal sealed record ScorerComparison(
    string System, string Baseline, double Difference, double Low, double High, double PValue, int Better, int Worse)
{
    public static ScorerComparison Of(ScorerResult system, ScorerResult baseline)
    {
        var x = Figure.Compare(system.Values, baseline.Values);
        return new ScorerComparison(
            system.Scorer, baseline.Scorer, x.Difference, x.Interval.Low, x.Interval.High, x.PValue, x.Better, x.Worse);
    }
}
