namespace Attune.BuiltinEvaluation.Sets;

/// <summary>A text that must not have been trained on.</summary>
internal readonly record struct HeldOutText(string Set, string Id, string Text);
