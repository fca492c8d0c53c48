using Attune.Graphs.Editing;
using Attune.Graphs.Protos;

namespace Attune.Graphs.LastToken;

/// <summary>
/// A product as dynamic quantisation writes it: hidden states become bytes, bytes are multiplied, and the result is scaled back.
/// </summary>
internal static class DynamicProduct
{
    /// <summary>
    /// What the scaling at its end belongs to: the hidden states before they became bytes, and the matrix; null for any other Mul.
    /// </summary>
    public static (string Hidden, HeadMatrix Matrix)? Find(GraphEditor graph, NodeProto scaling) =>
        scaling is { OpType: "Mul", Input: [var first, var second] }
        ? Find(graph, first, second) ?? Find(graph, second, first)
        : null;

    private static (string Hidden, HeadMatrix Matrix)? Find(GraphEditor graph, string product, string scales)
    {
        if (graph.Producer(product) is not { OpType: "Cast" } cast
            || graph.Producer(cast.Input[0]) is not { OpType: "MatMulInteger" } integer
            || graph.Producer(integer.Input[0]) is not { OpType: "DynamicQuantizeLinear", Output: [_, var ownScale, ..] } quantize
            || graph.Producer(scales) is not { OpType: "Mul" } both
            || !both.Input.Contains(ownScale)
            || both.Input.FirstOrDefault(x => x != ownScale) is not { } scale)
        {
            return null;
        }

        return IntegerMatrix.Of(graph, integer.Input[1], scale, integer.Input.ElementAtOrDefault(3), transposed: false) is { } matrix
            ? (quantize.Input[0], matrix)
            : null;
    }
}
