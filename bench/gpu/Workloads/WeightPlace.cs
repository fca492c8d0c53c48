namespace Attune.Bench.Gpu.Workloads;

/// <param name="Offset">In bytes.</param>
internal sealed record WeightPlace(string Name, IReadOnlyList<long> Dims, long Offset);
