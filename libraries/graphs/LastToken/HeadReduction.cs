namespace Attune.Graphs.LastToken;

/// <summary>
/// How much of a causal model's head a rewritten graph still computes. What it gives is the same each time, but for rounding.
/// </summary>
public enum HeadReduction
{
    /// <summary>The asked columns at the last position, and nothing else: [batch, columns] is all that there ever is.</summary>
    Columns,

    /// <summary>
    /// All columns, at the last position: [batch, vocabulary] numbers exist for a moment. For heads with a matrix of an unknown form.
    /// </summary>
    LastPosition,

    /// <summary>
    /// Everything, and then the asked numbers are picked: [batch, sequence, vocabulary] numbers exist for a moment. Keep batches small.
    /// </summary>
    None,
}
