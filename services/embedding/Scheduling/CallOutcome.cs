namespace Attune.Embedding.Scheduling;

/// <summary>How a call ended, as its metric names it.</summary>
internal enum CallOutcome
{
    Completed,

    /// <summary>The queue was full.</summary>
    Rejected,

    /// <summary>Its deadline passed.</summary>
    Expired,

    Cancelled,

    /// <summary>A batch it was in failed, or the process stops.</summary>
    Failed,
}
