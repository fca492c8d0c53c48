using Attune.Bench.Models.Building;
using Attune.Graphs;

namespace Attune.Bench.Models.Encoders;

/// <summary>Embeddings and layers in ONNX's own operators.</summary>
internal static class PlainLayers
{
    public static string Write(GraphBuilder graph, EncoderShape shape, string ids, string mask, string? types)
    {
        var x = graph.Node("Gather", [graph.Weight("embeddings.word", [shape.Vocabulary, shape.Hidden], 0.5f), ids]);
        x = graph.Node("Add", [x, types is null
            ? graph.Weight("embeddings.type", [1, shape.Hidden], 0.1f)
            : graph.Node("Gather", [graph.Weight("embeddings.type", [2, shape.Hidden], 0.1f), types])]);
        x = graph.Node("Add", [x, graph.Node("Gather", [graph.Weight("embeddings.position", [shape.Positions, shape.Hidden], 0.2f), PositionIds.Write(graph, shape, ids)])]);
        x = graph.LayerNorm(x, "embeddings.norm", shape.Hidden, EncoderShape.Epsilon);

        var real = graph.Cast(graph.Node("Unsqueeze", [mask, graph.List(1, 2)]), ElementType.Bool);
        var penalty = graph.Penalty(real);
        for (var layer = 0; layer < shape.Layers; layer++)
            x = Layer(graph, shape, x, penalty, $"layer.{layer}");
        return x;
    }

    private static string Layer(GraphBuilder graph, EncoderShape shape, string x, string penalty, string name)
    {
        long hidden = shape.Hidden, size = shape.Hidden / shape.Heads;
        string Head(string part, params long[] order) =>
            graph.Transpose(graph.SplitHeads(graph.Affine(x, $"{name}.{part}", hidden, hidden), shape.Heads, size), order);

        var scores = graph.Node("MatMul", [Head("query", 0, 2, 1, 3), Head("key", 0, 2, 3, 1)]);
        scores = graph.Node("Add", [graph.Node("Div", [scores, graph.Number(MathF.Sqrt(size))]), penalty]);
        var mixed = graph.Node("MatMul", [graph.Node("Softmax", [scores], ("axis", -1)), Head("value", 0, 2, 1, 3)]);
        mixed = graph.Node("Reshape", [graph.Transpose(mixed, 0, 2, 1, 3), graph.List(0, 0, hidden)]);
        x = graph.LayerNorm(graph.Node("Add", [graph.Affine(mixed, $"{name}.attention", hidden, hidden), x]), $"{name}.attention.norm", hidden, EncoderShape.Epsilon);

        var inner = graph.Gelu(graph.Affine(x, $"{name}.inner", hidden, shape.FeedForward));
        return graph.LayerNorm(graph.Node("Add", [graph.Affine(inner, $"{name}.outer", shape.FeedForward, hidden), x]), $"{name}.norm", hidden, EncoderShape.Epsilon);
    }
}
