namespace Attune.Embedding.Scheduling;

/// <summary>The work of one call.</summary>
internal sealed record ScheduledCall
{
    /// <summary>What to run. The scheduler reads it until the call has ended, and the caller disposes it after that.</summary>
    public required Sequences Sequences { get; init; }

    /// <summary>
    /// Receives one row of the model's width a sequence, in the order of the sequences. Written to until the call has ended.
    /// </summary>
    public required Memory<float> Output { get; init; }

    public CallPriority Priority { get; init; }

    /// <summary>When the caller gives up, in UTC, as <c>ServerCallContext.Deadline</c> has it.</summary>
    public DateTime Deadline { get; init; } = DateTime.MaxValue;

    /// <summary>Wait for room in a full queue instead of being refused. For streams, which slow their sender down that way.</summary>
    public bool WaitForRoom { get; init; }
}
