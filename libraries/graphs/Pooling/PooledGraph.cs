namespace Attune.Graphs.Pooling;

/// <summary>
/// What <see cref="PoolingRewriter"/> wrote. Its output is <see cref="PoolingRewriter.OutputName"/>: floats, [batch, dimensions].
/// </summary>
/// <param name="TokenOutput">The output of the original that is pooled.</param>
/// <param name="Dimensions">Numbers a text, where the graph says it.</param>
public sealed record PooledGraph(string TokenOutput, long? Dimensions);
