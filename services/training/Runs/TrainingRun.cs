namespace Attune.Training.Runs;

/// <summary>A row of <c>training_runs</c>.</summary>
internal sealed class TrainingRun
{
    public const string Running = "running", Promoted = "promoted", Skipped = "skipped", Failed = "failed";

    public Guid Id { get; init; }
    public string State { get; init; } = "";
    public string Outcome { get; init; } = "";
    public int Iteration { get; init; }
    public double Loss { get; init; }
    public bool Forced { get; init; }
    public string? ModelId { get; init; }

    /// <summary>JSON of a <c>RunReport</c>.</summary>
    public string? Report { get; init; }

    public DateTime StartedAt { get; init; }
    public DateTime? FinishedAt { get; init; }
}
