using Attune.Evaluation.Statistics;
using Attune.Matching.Music.Evaluation.Runs;

namespace Attune.Matching.Music.Evaluation.Gate;

/// <summary>What the comparison of a candidate with what serves says.</summary>
internal sealed record GateVerdict(EvaluationRun Present, EvaluationRun Candidate, PairedComparison Figures)
{
    public const string Metric = "ndcg@10";

    /// <summary>How much lower a mean may be: differences of this size are noise of the choice of held-out members.</summary>
    public const double MostLoss = 0.005;

    public const double Significance = 0.05;

    /// <summary>Lower by more than that, or lower at all and not by chance.</summary>
    public bool Loses => Figures.Difference < -MostLoss || (Figures.Difference < 0 && Figures.PValue < Significance);

    public static GateVerdict Of(EvaluationRun present, EvaluationRun candidate) =>
        new(present, candidate, candidate.CompareTo(present, Metric));

    public override string ToString() =>
        $"NDCG@10 {Figures.Mean:0.0000} against {Figures.BaselineMean:0.0000} (difference {Figures.Difference:+0.0000;-0.0000;0.0000}, " +
        "95 % interval " +
        $"{Figures.Interval.Low:+0.0000;-0.0000;0.0000} to {Figures.Interval.High:+0.0000;-0.0000;0.0000}, p = {Figures.PValue:0.0000}, " +
        $"{Figures.Pairs} playlists)";
}
