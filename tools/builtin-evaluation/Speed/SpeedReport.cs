namespace Attune.BuiltinEvaluation.Speed;

/// <param name="FirstLoad">From a folder to tested models the first time in this process, what .NET has to compile included.</param>
/// <param name="Load">The same again, median.</param>
/// <param name="Bytes">Manifest and all files that it pins.</param>
internal sealed record SpeedReport(Cost FirstLoad, Cost Load, long Bytes, IReadOnlyList<TextTime> Models);
