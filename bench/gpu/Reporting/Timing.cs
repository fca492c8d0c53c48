namespace Attune.Bench.Gpu.Reporting;

/// <summary>A timed batch.</summary>
/// <param name="Runs">How often it was run after warming up.</param>
/// <param name="MedianSeconds">Of those runs, from ids in memory to results in memory.</param>
internal sealed record Timing(int Rows, int Length, int Runs, double MedianSeconds, double TokensPerSecond);
