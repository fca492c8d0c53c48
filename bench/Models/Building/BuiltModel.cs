namespace Attune.Bench.Models.Building;

/// <summary>A model file and the numbers in it, before rounding to the model's precision.</summary>
public sealed record BuiltModel(string Path, IReadOnlyDictionary<string, Weight> Weights);
