namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>How far an evaluation is.</summary>
/// <param name="Label">What is at work.</param>
/// <param name="Done">Cases done, over all scorers.</param>
/// <param name="Total">Cases in all.</param>
internal sealed record EvaluationStep(string Label, int Done, int Total);
