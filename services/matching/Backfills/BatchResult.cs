namespace Attune.Matching.Backfills;

/// <summary>computed + skipped + failed = items of the batch.</summary>
internal readonly record struct BatchResult(int Computed, int Skipped, int Failed, string? Error);
