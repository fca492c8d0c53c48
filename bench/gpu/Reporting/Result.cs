namespace Attune.Bench.Gpu.Reporting;

/// <summary>What one runtime made of one model. PyTorch's script writes the same.</summary>
/// <param name="Runtime">Runtime, device and variant.</param>
/// <param name="Rows">Results of the texts that are compared.</param>
internal sealed record Result(string Model, string Runtime, IReadOnlyList<float[]> Rows, IReadOnlyList<Timing> Timings);
