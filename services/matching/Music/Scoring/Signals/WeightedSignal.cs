namespace Attune.Matching.Music.Scoring.Signals;

/// <param name="Signal">What is measured.</param>
/// <param name="Weight">How much it counts, relative to the others; more than 0.</param>
internal readonly record struct WeightedSignal(ISignal Signal, float Weight);
