namespace Attune.Bench.Gpu.Workloads;

/// <summary>A batch of texts of one length, so without padding.</summary>
/// <param name="Length">Tokens a text.</param>
internal sealed record BatchSize(int Rows, int Length);
