using Attune.Training.Reports;

namespace Attune.Training.Runs;

/// <param name="Passed">Whether the model may serve.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Comparison">With the serving model; <see langword="null"/> without one.</param>
internal sealed record GateVerdict(bool Passed, string Reason, GateReport? Comparison);
