namespace Attune.Graphs.LastToken;

/// <summary>
/// What <see cref="LastTokenColumnsRewriter"/> wrote. Its output is <see cref="LastTokenColumnsRewriter.OutputName"/>: floats, [batch,
/// columns].
/// </summary>
/// <param name="Reduction">How much work it saves.</param>
/// <param name="Obstacle">Why not more, for the log; null with <see cref="HeadReduction.Columns"/>.</param>
/// <param name="DroppedOutputs">Outputs of the original that are no longer computed, such as the keys and values for a next token.</param>
public sealed record LastTokenGraph(HeadReduction Reduction, string? Obstacle, IReadOnlyList<string> DroppedOutputs);
