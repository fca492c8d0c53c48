namespace Attune.Bench.Overload;

/// <summary>In milliseconds, seen by the client.</summary>
internal sealed record Latency(double Median, double P99);
