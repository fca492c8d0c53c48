namespace Attune.Embedding.Scheduling;

/// <summary>One sequence of a call on its way to the device. Pooled; it belongs to its call until the call is over.</summary>
internal sealed class QueuedRow : ILinked<QueuedRow>
{
    public QueuedRow? Previous { get; set; }

    public QueuedRow? Next { get; set; }

    /// <summary>The next row of the same call, no longer than this one.</summary>
    public QueuedRow? NextInCall { get; set; }

    public QueuedCall Call { get; set; } = null!;

    /// <summary>Which sequence of the call.</summary>
    public int Index { get; set; }

    /// <summary>Tokens; at least 1, for a batch is never narrower.</summary>
    public int Length { get; set; }

    /// <summary>In the queue, and in no batch yet.</summary>
    public bool IsWaiting { get; set; }
}
