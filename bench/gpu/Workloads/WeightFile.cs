using Attune.Bench.Models.Building;

namespace Attune.Bench.Gpu.Workloads;

/// <summary>A file of 32-bit numbers and where in it each tensor is.</summary>
internal sealed record WeightFile(string File, IReadOnlyList<WeightPlace> Tensors)
{
    /// <summary>Of a model all of whose weights are external.</summary>
    public static WeightFile Of(BuiltModel model) => new(
        Path.GetFileName(model.Path) + ".data",
        [.. model.External.Select(x => new WeightPlace(x.Name, x.Dims, x.Offset))]);
}
