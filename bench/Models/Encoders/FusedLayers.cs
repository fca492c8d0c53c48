using Attune.Bench.Models.Building;
using Attune.Graphs;

namespace Attune.Bench.Models.Encoders;

/// <summary>Embeddings and layers in ONNX Runtime's fused operators: the numbers of <see cref="PlainLayers"/>, in fewer and larger steps.</summary>
internal static class FusedLayers
{
    public static string Write(GraphBuilder graph, EncoderShape shape, string ids, string mask, string? types)
    {
        var small = graph.Cast(mask, ElementType.Int32);
        var x = Embed(graph, shape, ids, small, types);
        for (var layer = 0; layer < shape.Layers; layer++)
            x = Layer(graph, shape, x, small, $"layer.{layer}");
        return x;
    }

    private static string Embed(GraphBuilder graph, EncoderShape shape, string ids, string mask, string? types)
    {
        var word = graph.Weight("embeddings.word", [shape.Vocabulary, shape.Hidden], 0.5f);
        var position = graph.Weight("embeddings.position", [shape.Positions, shape.Hidden], 0.2f);
        string weight = graph.Weight("embeddings.norm.weight", [shape.Hidden], 0.1f, 1), bias = graph.Weight("embeddings.norm.bias", [shape.Hidden], 0.05f);
        if (types is not null)
        {
            var type = graph.Weight("embeddings.type", [2, shape.Hidden], 0.1f);
            string[] inputs = [graph.Cast(ids, ElementType.Int32), graph.Cast(types, ElementType.Int32), word, position, type, weight, bias, mask];
            return graph.MicrosoftNodes("EmbedLayerNormalization", inputs, 2, ("epsilon", EncoderShape.Epsilon))[0];
        }

        // The fused operator cannot add a single token type, and its positions are not RoBERTa's.
        var sum = graph.Node("Add", [graph.Node("Gather", [word, ids]), graph.Weight("embeddings.type", [1, shape.Hidden], 0.1f)]);
        var positions = graph.Node("Gather", [position, PositionIds.Write(graph, shape, ids)]);
        return graph.MicrosoftNode("SkipLayerNormalization", [sum, positions, weight, bias], ("epsilon", EncoderShape.Epsilon));
    }

    private static string Layer(GraphBuilder graph, EncoderShape shape, string x, string mask, string name)
    {
        long hidden = shape.Hidden;
        var mixed = graph.MicrosoftNode("Attention", [x, .. Joined(graph, hidden, name), mask], ("num_heads", (long)shape.Heads));
        x = AddAndNormalize(graph, mixed, x, $"{name}.attention", hidden, hidden);
        var inner = graph.Linear(x, $"{name}.inner.weight", hidden, shape.FeedForward);
        inner = graph.MicrosoftNode("BiasGelu", [inner, graph.Weight($"{name}.inner.bias", [shape.FeedForward], 0.02f)]);
        return AddAndNormalize(graph, inner, x, $"{name}.outer", shape.FeedForward, hidden, $"{name}.norm");
    }

    private static string AddAndNormalize(GraphBuilder graph, string x, string skip, string name, long inputs, long hidden, string? norm = null)
    {
        string y = graph.Linear(x, $"{name}.weight", inputs, hidden), bias = graph.Weight($"{name}.bias", [hidden], 0.02f);
        norm ??= $"{name}.norm";
        string weight = graph.Weight($"{norm}.weight", [hidden], 0.1f, 1), shift = graph.Weight($"{norm}.bias", [hidden], 0.05f);
        return graph.MicrosoftNode("SkipLayerNormalization", [y, skip, weight, shift, bias], ("epsilon", EncoderShape.Epsilon));
    }

    /// <summary>Query, key and value side by side: [hidden, 3 × hidden] and [3 × hidden].</summary>
    private static string[] Joined(GraphBuilder graph, long hidden, string name)
    {
        string[] parts = ["query", "key", "value"];
        Weight[] weights = [.. parts.Select(x => graph.Hidden($"{name}.{x}.weight", [hidden, hidden], 1 / MathF.Sqrt(hidden)))];
        Weight[] biases = [.. parts.Select(x => graph.Hidden($"{name}.{x}.bias", [hidden], 0.02f))];
        return
        [
            graph.Tensor($"{name}.qkv.weight", graph.Precision, [hidden, 3 * hidden], (first, values) => Interleave(weights, hidden, first, values)),
            graph.Tensor($"{name}.qkv.bias", graph.Precision, [3 * hidden], (first, values) => Interleave(biases, hidden, first, values)),
        ];
    }

    /// <summary>Rows of the parts in turn, from an index of the whole on.</summary>
    private static void Interleave(Weight[] parts, long width, long first, Span<float> values)
    {
        while (!values.IsEmpty)
        {
            var (row, column) = Math.DivRem(first, parts.Length * width);
            var (part, offset) = Math.DivRem(column, width);
            var length = (int)Math.Min(width - offset, values.Length);
            parts[part].Fill((row * width) + offset, values[..length]);
            values = values[length..];
            first += length;
        }
    }
}
