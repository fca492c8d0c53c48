namespace Attune.Bench.Models.Building;

/// <summary>A model file and the numbers in it.</summary>
/// <param name="Weights">Before rounding to the model's precision.</param>
/// <param name="External">Those of its tensors that are beside the model, and where.</param>
public sealed record BuiltModel(string Path, IReadOnlyDictionary<string, Weight> Weights, IReadOnlyList<ExternalTensor> External);
