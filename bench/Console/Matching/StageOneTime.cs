namespace Attune.Bench.Matching;

/// <summary>One contender of stage 1.</summary>
/// <param name="Seconds">Median of the rounds.</param>
/// <param name="Rounds">Each of them.</param>
internal sealed record StageOneTime(string Name, double Seconds, IReadOnlyList<double> Rounds);
