using Attune.Bundles;
using Attune.Graphs.Inspection;
using Attune.Graphs.LastToken;
using Attune.Graphs.Pooling;

namespace Attune.Embedding.Graphs;

/// <summary>
/// A graph that gives one row of numbers a sequence. What gives numbers a token is rewritten beside the original, so that no more than the
/// rows leaves the device.
/// </summary>
/// <param name="Path">The graph, in the folder of its external data.</param>
/// <param name="Output">The output to read, floats of shape [batch, width].</param>
/// <param name="Width">Numbers a row.</param>
/// <param name="Drawback">What it costs more than it should, and why; null where there is nothing to tell.</param>
/// <param name="Hint">What to think of where the graph gives rows of another width.</param>
internal sealed record RowGraph(string Path, string Output, int Width, string? Drawback = null, string? Hint = null)
{
    /// <summary>An encoder's graph: pools itself, or is made to.</summary>
    /// <exception cref="GraphFormatException">It cannot be pooled.</exception>
    public static RowGraph Pooled(string path, EncoderManifest manifest)
    {
        var output = GraphInspection.Read(path).Outputs.FirstOrDefault(x => x.Name == manifest.Output);
        // Without that output, or with a strange one, the session says so.
        if (output?.Shape is not { Count: 3 })
            return new(path, manifest.Output, manifest.Dimensions);

        var pooled = Beside(path, "pooled");
        // Not normalised: on the device the squares of long vectors would overflow, and what is left of them is zeros.
        PoolingRewriter.Rewrite(path, pooled, KindOf(manifest.Pooling), normalize: false, manifest.Output);
        return new(pooled, PoolingRewriter.OutputName, manifest.Dimensions);
    }

    /// <summary>
    /// A causal language model's graph: gives the logits of yes and no at the last position, in that order, or is made to.
    /// </summary>
    /// <exception cref="GraphFormatException">It gives no logits.</exception>
    public static RowGraph YesAndNo(string path, CausalYesNoManifest manifest, int yes, int no)
    {
        if (GraphInspection.Read(path).Outputs.FirstOrDefault(x => x.Name == manifest.Output)?.Shape is { Count: 2 })
            return new(path, manifest.Output, 2);

        var columns = Beside(path, "columns");
        var rewritten = LastTokenColumnsRewriter.Rewrite(path, columns, [yes, no], manifest.Output);
        var drawback = rewritten.Reduction switch
        {
            HeadReduction.LastPosition => $"it computes the logits of the whole vocabulary at the last token, for {rewritten.Obstacle}",
            HeadReduction.None => $"it computes the logits of the whole vocabulary at every token, for {rewritten.Obstacle}; keep " +
                "batches small (Scheduling__BatchTokens)",
            _ => null,
        };
        return new(columns, LastTokenColumnsRewriter.OutputName, 2, drawback);
    }

    private static string Beside(string path, string what) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, $"{what}-{System.IO.Path.GetFileName(path)}");

    private static PoolingKind KindOf(Pooling pooling) => pooling switch
    {
        Pooling.Mean => PoolingKind.Mean,
        Pooling.Cls => PoolingKind.Cls,
        Pooling.Last => PoolingKind.Last,
        _ => throw new ArgumentOutOfRangeException(nameof(pooling), pooling, null),
    };
}
