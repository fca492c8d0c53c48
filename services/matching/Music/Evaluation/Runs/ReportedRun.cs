using Attune.Matching.Music.Evaluation.Scorers;

namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>A run as the answer to what was asked for.</summary>
internal sealed record ReportedRun(ScorerChoice Choice, EvaluationRun Run, RunOrigin Origin);
