namespace Attune.BuiltinEvaluation.Contamination;

/// <summary>Whether anything held out was trained on.</summary>
/// <param name="IsChecked">The very text that the bundle was trained on was read.</param>
/// <param name="Problem">Why not; null where it was.</param>
/// <param name="TrainingSha256">Of the training text that was read; null where there was none.</param>
/// <param name="TrainingLines">Lines of it.</param>
/// <param name="HeldOutTexts">Texts that were looked for, both splits.</param>
/// <param name="Overlaps">One a text that was found, in order.</param>
internal sealed record ContaminationReport(
    bool IsChecked, string? Problem, string? TrainingSha256, long TrainingLines, int HeldOutTexts, IReadOnlyList<Overlap> Overlaps);
