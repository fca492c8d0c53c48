namespace Attune.BuiltinEvaluation.Contamination;

/// <summary>A held-out text with eight words in a row that were trained on.</summary>
/// <param name="Shingle">The first such words.</param>
/// <param name="Line">Of the training text, from 1.</param>
internal sealed record Overlap(string Set, string Id, string Shingle, long Line);
