namespace Attune.BuiltinEvaluation.Speed;

/// <param name="FirstLoad">Milliseconds from a folder to tested models the first time in this process, what .NET has to compile included.</param>
/// <param name="Load">The same again, median.</param>
/// <param name="Bytes">Manifest and all files that it pins.</param>
internal sealed record SpeedReport(double FirstLoad, double Load, long Bytes, IReadOnlyList<TextTime> Models);
