namespace Attune.Bench.Gpu.Workloads;

/// <summary>A model: its variants give the same numbers but for rounding.</summary>
/// <param name="Name">e5 or qwen.</param>
/// <param name="Sizes">Layers, hidden, heads and so on, by name; for PyTorch.</param>
/// <param name="Variants">Graph files by what they are.</param>
/// <param name="Weights">The file of weights in 32 bits, and where in it each tensor is.</param>
/// <param name="Output">Name of the output: vectors of e5, the columns of "no" and "yes" of qwen.</param>
/// <param name="Columns">Which tokens those columns are; empty for e5.</param>
/// <param name="Padding">Id of padding.</param>
/// <param name="Parity">Token ids of the texts whose results are compared.</param>
/// <param name="Batches">The batches that are timed.</param>
internal sealed record PlannedModel(
    string Name,
    IReadOnlyDictionary<string, double> Sizes,
    IReadOnlyDictionary<string, string> Variants,
    WeightFile Weights,
    string Output,
    IReadOnlyList<int> Columns,
    int Padding,
    IReadOnlyList<int[]> Parity,
    IReadOnlyList<BatchSize> Batches);
