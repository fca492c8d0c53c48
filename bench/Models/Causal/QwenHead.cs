using Attune.Bench.Models.Building;
using Attune.Graphs;

namespace Attune.Bench.Models.Causal;

/// <summary>Hidden states to logits, [batch, sequence, vocabulary].</summary>
internal static class QwenHead
{
    private const int Block = 32;

    public static string Write(GraphBuilder graph, QwenShape shape, string x, string embedding)
    {
        long hidden = shape.Hidden, vocabulary = shape.Vocabulary;
        switch (shape.Head)
        {
            case HeadForm.Untied:
                return graph.Linear(x, "lm_head", hidden, vocabulary);
            case HeadForm.Tied:
                return graph.Node("MatMul", [x, graph.Transpose(embedding, 1, 0)]);
            case HeadForm.Computed:
                return graph.Node("MatMul", [x, graph.Node("Mul", [graph.Transpose(embedding, 1, 0), graph.Number(0.5f)])]);
            case HeadForm.Gemm or HeadForm.ScaledGemm:
                float alpha = shape.Head == HeadForm.Gemm ? 1 : 2;
                var flat = graph.Node("Gemm", [graph.Node("Reshape", [x, graph.List(-1, hidden)]), embedding], ("transB", 1L), ("alpha", alpha));
                var batch = graph.Node("Shape", [x], ("start", 0L), ("end", 2L));
                return graph.Node("Reshape", [flat, graph.Node("Concat", [batch, graph.List(vocabulary)], ("axis", 0L))]);
            case HeadForm.FusedMatMul:
                return graph.MicrosoftNode("FusedMatMul", [x, embedding], ("transB", 1L));
            case HeadForm.Biased:
                return graph.Node("Add", [graph.Linear(x, "lm_head", hidden, vocabulary), graph.Weight("lm_head.bias", [vocabulary], 0.5f)]);
            case HeadForm.QuantizedBlocks:
                return Blocks(graph, shape, x);
            case HeadForm.QuantizedDynamic:
                return Dynamic(graph, shape, x);
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape.Head, null);
        }
    }

    /// <summary>Random bytes are as good as rounded random numbers.</summary>
    private static string Blocks(GraphBuilder graph, QwenShape shape, string x)
    {
        long blocks = shape.Hidden / Block;
        var matrix = graph.Bytes("lm_head.quantized", [shape.Vocabulary, blocks, Block], RandomBytes(shape));
        var scales = graph.Tensor("lm_head.scales", shape.Precision, [shape.Vocabulary * blocks], (_, values) => values.Fill(Scale(shape)));
        return graph.MicrosoftNode("MatMulNBits", [x, matrix, scales], ("K", (long)shape.Hidden), ("N", (long)shape.Vocabulary), ("bits", 8L), ("block_size", (long)Block));
    }

    private static string Dynamic(GraphBuilder graph, QwenShape shape, string x)
    {
        var matrix = graph.Bytes("lm_head.quantized", [shape.Hidden, shape.Vocabulary], RandomBytes(shape));
        var quantized = graph.Nodes("DynamicQuantizeLinear", [x], 3);
        var product = graph.Node("MatMulInteger", [quantized[0], matrix, quantized[2], graph.Bytes("lm_head.zero", [], [128])]);
        return graph.Node("Mul", [graph.Cast(product, ElementType.Float), graph.Node("Mul", [quantized[1], graph.Real(Scale(shape))])]);
    }

    private static float Scale(QwenShape shape) => 1 / (74 * MathF.Sqrt(shape.Hidden));

    private static byte[] RandomBytes(QwenShape shape) =>
        [.. new Weight("lm_head.bytes", [shape.Vocabulary, shape.Hidden], 40, 128).Values().Select(x => (byte)x)];
}
