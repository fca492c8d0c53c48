using Attune.Evaluation.Statistics;

namespace Attune.Matching.Music.Evaluation.Gate;

/// <summary>What a stored decision keeps of its verdict, as JSON: the rule may change, what was found by it does not.</summary>
internal sealed record StoredFigures(string Metric, PairedComparison Figures, bool Loses)
{
    public static StoredFigures Of(GateVerdict verdict) => new(GateVerdict.Metric, verdict.Figures, verdict.Loses);
}
