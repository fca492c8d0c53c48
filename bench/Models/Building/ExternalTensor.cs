namespace Attune.Bench.Models.Building;

/// <summary>A tensor in the file beside a model.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
public sealed record ExternalTensor(string Name, IReadOnlyList<long> Dims, long Offset);
