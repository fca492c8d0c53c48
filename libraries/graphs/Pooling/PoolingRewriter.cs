using Attune.Graphs.Editing;
using Attune.Graphs.Files;
using Attune.Graphs.Inspection;

namespace Attune.Graphs.Pooling;

/// <summary>
/// Appends pooling to an encoder that gives a vector a token, so that only [batch, dimensions] leaves the device instead of
/// [batch, sequence, dimensions]. Every other output goes, with whatever only it needed.
/// </summary>
public static class PoolingRewriter
{
    /// <summary>Name of the output of a rewritten graph.</summary>
    public const string OutputName = "attune_pooled";

    private const string Mask = "attention_mask";
    private const int MinimumOpset = 11;
    private static readonly string[] UsualNames = ["last_hidden_state", "token_embeddings"];

    /// <summary>Writes the pooled graph. External data is not copied: it stays where the original refers to it.</summary>
    /// <param name="source">An ONNX model.</param>
    /// <param name="target">Another file in the same folder.</param>
    /// <param name="pooling">How.</param>
    /// <param name="normalize">Whether vectors are brought to Euclidean length 1; one of zeros stays so.</param>
    /// <param name="output">The output to pool; by default the only one that can be, or the one with a usual name.</param>
    /// <exception cref="GraphFormatException">The graph has no such output, no mask, or operators too old.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static PooledGraph Rewrite(string source, string target, PoolingKind pooling, bool normalize, string? output = null)
    {
        RewriteTarget.Check(source, target);
        var graph = GraphEditor.Open(source, "attune_pooling/", pooling == PoolingKind.Last ? LastPosition.MinimumOpset : MinimumOpset);
        var tokens = Tokens(graph, output);
        if (pooling != PoolingKind.Cls && graph.Input(Mask) is null)
            throw graph.Error($"takes no '{Mask}'; without it padding cannot be told from text, and {pooling} pooling is impossible.");

        var value = pooling switch
        {
            PoolingKind.Mean => Mean(graph, tokens, divide: !normalize),
            PoolingKind.Cls => Float(graph, graph.Add("Gather", [tokens.Name, graph.Scalar(0)], Attributes.Of("axis", 1L)), tokens.Type),
            PoolingKind.Last => Float(graph, graph.AtLastPosition(tokens.Name, Mask), tokens.Type),
            _ => throw new ArgumentOutOfRangeException(nameof(pooling), pooling, null),
        };
        if (normalize)
            value = graph.Add("Div", [value, AtLeast(graph, graph.ReduceL2(value, 1), 1e-12f)]);

        var dimensions = tokens.Shape?[2] ?? default;
        graph.Save(target, value, OutputName, tokens.Shape?[0] ?? new(null, "batch"), dimensions);
        return new(tokens.Name, dimensions.Size);
    }

    /// <summary>
    /// The mask as a [1, sequence] matrix times the vectors. With a length of 1 to come, a sum does for the mean. What stands at
    /// padding is taken out first: some attention leaves NaN there, and 0 × NaN is NaN.
    /// </summary>
    private static string Mean(GraphEditor graph, GraphTensor tokens, bool divide)
    {
        // Many masks are int64, but bool and float occur; half precision cannot add up long rows.
        var weights = graph.Cast(Mask, ElementType.Float);
        var present = graph.Unsqueeze(graph.Cast(Mask, ElementType.Bool), 2);
        var vectors = graph.Add("Where", [present, Float(graph, tokens.Name, tokens.Type), graph.Constant([0f])]);
        var sum = graph.Squeeze(graph.Add("MatMul", [graph.Unsqueeze(weights, 1), vectors]), 1);
        return divide ? graph.Add("Div", [sum, AtLeast(graph, graph.ReduceSum(weights, 1), 1e-9f)]) : sum;
    }

    private static string Float(GraphEditor graph, string value, ElementType type) =>
        type == ElementType.Float ? value : graph.Cast(value, ElementType.Float);

    private static string AtLeast(GraphEditor graph, string value, float least) => graph.Add("Max", [value, graph.Constant([least])]);

    private static GraphTensor Tokens(GraphEditor graph, string? output)
    {
        if (output is not null)
        {
            var named = graph.Output(output) ?? throw graph.Error($"has no output '{output}'; it has {Show(graph.Outputs)}.");
            return CanBePooled(named)
                ? named
                : throw graph.Error(
                    $"gives {named}; to be pooled it must be floating-point numbers of shape [batch, sequence, dimensions]. Leave the " +
                    "pooling out where the graph pools itself.");
        }

        GraphTensor[] possible = [.. graph.Outputs.Where(CanBePooled)];
        return possible switch
        {
            [var only] => only,
            _ => possible.FirstOrDefault(x => UsualNames.Contains(x.Name)) ?? throw graph.Error(
                $"has {(possible.Length == 0 ? "no output" : "several outputs")} that could be pooled: it must give floating-point " +
                $"numbers of shape [batch, sequence, dimensions], and gives {Show(graph.Outputs)}."),
        };
    }

    private static bool CanBePooled(GraphTensor output) =>
        output.Type is ElementType.Float or ElementType.Float16 or ElementType.BFloat16 or ElementType.Undefined
            && output.Shape is null or { Count: 3 };

    private static string Show(IEnumerable<GraphTensor> outputs) => string.Join("; ", outputs);
}
