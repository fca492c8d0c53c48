namespace Attune.Matching.Music.Evaluation.Tasks;

/// <summary>One split of one playlist, with the answer.</summary>
internal sealed record EvaluationCase(ScoringQuestion Question, IReadOnlySet<string> HeldOut);
