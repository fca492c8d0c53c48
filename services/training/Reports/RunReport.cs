using Attune.Training.Models;

namespace Attune.Training.Reports;

/// <summary>Everything that a training run found out. Stored as JSON with the run, and logged.</summary>
internal sealed record RunReport
{
    public required TrainingSource Source { get; init; }

    /// <summary>
    /// Rows that were looked at: from the newest on until there were enough usable ones, and all that lack views or likes.
    /// </summary>
    public required int RowsRead { get; init; }

    /// <summary>Rows that were left out, by reason.</summary>
    public required IReadOnlyDictionary<string, int> Unusable { get; init; }

    public required string DataFingerprint { get; init; }
    public required FitSettings Settings { get; init; }

    /// <summary>Views that part the tiers.</summary>
    public required double[] Edges { get; init; }

    /// <summary>Tiers that no row of the training part is in, because of ties in the view counts.</summary>
    public required int[] EmptyTiers { get; init; }

    /// <summary>The share of the most frequent view count in the training part.</summary>
    public required double LargestTie { get; init; }

    /// <summary>Rows of tiers 1 to 5 in the training part.</summary>
    public required int[] TrainTiers { get; init; }

    /// <summary>Rows of tiers 1 to 5 that were held out.</summary>
    public required int[] TestTiers { get; init; }

    public required EvaluationReport Train { get; init; }
    public required EvaluationReport Test { get; init; }

    /// <summary>The objective at the end; see <c>SoftmaxObjective</c>.</summary>
    public required double Loss { get; init; }

    public required double GradientNorm { get; init; }
    public required int Iterations { get; init; }
    public required double DurationSeconds { get; init; }

    /// <summary>The comparison with the serving model; absent when there was none.</summary>
    public GateReport? Gate { get; init; }

    public ModelMetrics Metrics => new(Train.Accuracy, Test.Accuracy, Test.OrdinalError, Test.CalibrationError, Loss);
}
