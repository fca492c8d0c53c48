using Attune.BuiltinEvaluation.Contamination;
using Attune.BuiltinEvaluation.Emotions;
using Attune.BuiltinEvaluation.Matching;
using Attune.BuiltinEvaluation.Sets;
using Attune.BuiltinEvaluation.Speed;

namespace Attune.BuiltinEvaluation.Reporting;

/// <summary>Every figure of a run.</summary>
/// <param name="Bundle">Hash of the manifest that was measured.</param>
/// <param name="Sets">SHA-256 over all files of the sets and sentences: figures are comparable where it is the same.</param>
internal sealed record Report(
    string Bundle, string Sets, Split Split, ContaminationReport Contamination, IReadOnlyList<TaskResult> Tasks,
    IReadOnlyList<GroupMean> Means,
    IReadOnlyList<ConfidenceShare> Confidence, EmotionReport Emotions, SpeedReport Speed);
