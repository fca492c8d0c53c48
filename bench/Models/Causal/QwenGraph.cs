using Attune.Bench.Models.Building;
using Attune.Graphs;

namespace Attune.Bench.Models.Causal;

/// <summary>Writes causal language models of Qwen3's shape with random weights: logits for every position, keys and values for a next token.</summary>
public static class QwenGraph
{
    /// <param name="path">The model file.</param>
    /// <param name="externalFrom">Tensors of that many bytes and more go beside the model.</param>
    public static BuiltModel Write(string path, QwenShape shape, long externalFrom = long.MaxValue)
    {
        using var graph = new GraphBuilder(path, shape.Precision, externalFrom);
        var ids = graph.Input("input_ids", ElementType.Int64, "batch_size", "sequence_length");
        var mask = graph.Input("attention_mask", ElementType.Int64, "batch_size", "total_sequence_length");
        var positions = graph.Input("position_ids", ElementType.Int64, "batch_size", "sequence_length");

        var embedding = graph.Weight("embed", [shape.Vocabulary, shape.Hidden], 1);
        var x = graph.Node("Gather", [embedding, ids]);
        IQwenAttention attention = shape.Fused ? new FusedAttention(graph, shape, mask, positions) : new PlainAttention(graph, shape, ids, mask, positions);
        for (var layer = 0; layer < shape.Layers; layer++)
            x = Layer(graph, shape, x, layer, attention);
        x = graph.RmsNorm(x, "norm", shape.Hidden, QwenShape.Epsilon);

        var logits = QwenHead.Write(graph, shape, x, embedding);
        graph.Output(graph.AsSingle(logits), "logits", ElementType.Float, "batch_size", "sequence_length", shape.Vocabulary);
        return graph.Save();
    }

    private static string Layer(GraphBuilder graph, QwenShape shape, string x, int layer, IQwenAttention attention)
    {
        var name = $"layer.{layer}";
        long hidden = shape.Hidden, queries = (long)shape.Heads * shape.HeadSize, keys = (long)shape.KeyValueHeads * shape.HeadSize;
        object[] past = ["batch_size", shape.KeyValueHeads, "past_sequence_length", shape.HeadSize], present = ["batch_size", shape.KeyValueHeads, "total_sequence_length", shape.HeadSize];

        var normal = graph.RmsNorm(x, $"{name}.norm1", hidden, QwenShape.Epsilon);
        // Every head of queries and keys is normalised by itself.
        var query = graph.RmsNorm(graph.SplitHeads(graph.Linear(normal, $"{name}.q", hidden, queries), shape.Heads, shape.HeadSize), $"{name}.q_norm", shape.HeadSize, QwenShape.Epsilon);
        var key = graph.RmsNorm(graph.SplitHeads(graph.Linear(normal, $"{name}.k", hidden, keys), shape.KeyValueHeads, shape.HeadSize), $"{name}.k_norm", shape.HeadSize, QwenShape.Epsilon);
        var value = graph.Linear(normal, $"{name}.v", hidden, keys);
        string pastKey = graph.Input($"past_key_values.{layer}.key", shape.Precision, past), pastValue = graph.Input($"past_key_values.{layer}.value", shape.Precision, past);
        var (mixed, presentKey, presentValue) = attention.Attend(query, key, value, pastKey, pastValue);
        graph.Output(presentKey, $"present.{layer}.key", shape.Precision, present);
        graph.Output(presentValue, $"present.{layer}.value", shape.Precision, present);
        x = graph.Node("Add", [x, graph.Linear(mixed, $"{name}.o", queries, hidden)]);

        normal = graph.RmsNorm(x, $"{name}.norm2", hidden, QwenShape.Epsilon);
        string gate = graph.Linear(normal, $"{name}.gate", hidden, shape.FeedForward), up = graph.Linear(normal, $"{name}.up", hidden, shape.FeedForward);
        gate = graph.Node("Mul", [gate, graph.Node("Sigmoid", [gate])]);
        return graph.Node("Add", [x, graph.Linear(graph.Node("Mul", [gate, up]), $"{name}.down", shape.FeedForward, hidden)]);
    }
}
