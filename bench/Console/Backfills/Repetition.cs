namespace Attune.Bench.Backfills;

/// <summary>The same backfill over a store that has everything.</summary>
/// <param name="Computed">Says the job.</param>
/// <param name="Skipped">Says the job.</param>
/// <param name="Embedded">Says the embedding service.</param>
internal sealed record Repetition(double Seconds, long Computed, long Skipped, long Embedded);
