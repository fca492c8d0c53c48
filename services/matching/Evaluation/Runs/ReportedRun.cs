using Attune.Matching.Evaluation.Scorers;

namespace Attune.Matching.Evaluation.Runs;

/// <summary>A run as the answer to what was asked for.</summary>
internal sealed record ReportedRun(ScorerChoice Choice, EvaluationRun Run, RunOrigin Origin);
