using Attune.BuiltinEvaluation.Sets;

namespace Attune.BuiltinEvaluation;

/// <param name="Unchecked">Go on where the training text cannot be checked.</param>
internal sealed record EvaluateOptions(
    string Bundle, string Sets, string Emotions, string TrainingText, Split Split, bool Unchecked, FileInfo? Json);
