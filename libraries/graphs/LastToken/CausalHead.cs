using Attune.Graphs.Editing;
using Attune.Graphs.Protos;

namespace Attune.Graphs.LastToken;

/// <summary>The end of a causal language model: the product of hidden states and a matrix, perhaps a bias and casts.</summary>
/// <param name="Hidden">Hidden states, [batch, sequence, hidden].</param>
/// <param name="Product">The node that takes them, or the last of several.</param>
/// <param name="Matrix">The matrix, where it is a constant one of a known form.</param>
/// <param name="After">What follows the product up to the logits, in order: nodes of one changing input.</param>
internal sealed record CausalHead(string Hidden, NodeProto Product, HeadMatrix? Matrix, IReadOnlyList<NodeProto> After)
{
    private static readonly string[] Products = ["MatMul", "FusedMatMul", "Gemm", "MatMulNBits", "DynamicQuantizeMatMul"];

    /// <summary>What is added to the logits, constants of one number a token.</summary>
    public IEnumerable<string> Biases(GraphEditor graph)
    {
        foreach (var addition in After.Where(x => x.OpType == "Add"))
            yield return ConstantOperand(graph, addition)!;
        var input = Product.OpType switch
        {
            "Gemm" => 2,
            "DynamicQuantizeMatMul" => 4,
            "MatMulNBits" => 5,
            _ => int.MaxValue,
        };
        if (Product.Input.ElementAtOrDefault(input) is { Length: > 0 } own)
            yield return own;
    }

    /// <summary>Whether the product can be made of other hidden states by copying its node.</summary>
    public bool CanMove => Products.Contains(Product.OpType);

    /// <summary>
    /// Finds the head that makes a value; null where it is made in another way, which <paramref name="obstacle"/> then names.
    /// </summary>
    public static CausalHead? Find(GraphEditor graph, string logits, out string? obstacle)
    {
        var after = new List<NodeProto>();
        var value = logits;
        while (graph.Producer(value) is { } node)
        {
            if (DynamicProduct.Find(graph, node) is { } dynamic && after.TrueForAll(x => x.OpType != "Reshape"))
            {
                obstacle = null;
                return new(dynamic.Hidden, node, dynamic.Matrix, after);
            }

            if (Products.Contains(node.OpType))
            {
                var hidden = HiddenOf(graph, node, after);
                obstacle = hidden is null
                    ? $"the head's {node.OpType} '{node.Name}' does not take hidden states of shape [batch, sequence, hidden]"
                    : null;
                return hidden is null ? null : new(hidden, node, HeadMatrix.ForProduct(graph, node), after);
            }

            if (Next(graph, node) is not { } next)
            {
                obstacle = $"the logits come from a {node.OpType} '{node.Name}', not from a product of hidden states and a matrix";
                return null;
            }

            after.Insert(0, node);
            value = next;
        }

        obstacle = $"the logits come from '{value}', which no node of the graph makes";
        return null;
    }

    /// <summary>The other operand of an addition after the product, where it is a constant.</summary>
    public static string? ConstantOperand(GraphEditor graph, NodeProto addition) =>
        addition.Input.FirstOrDefault(x => graph.ConstantTensor(x) is not null);

    /// <summary>The value that a step after the product works on; null where this is no such step.</summary>
    private static string? Next(GraphEditor graph, NodeProto node) => node switch
    {
        { Domain: not ("" or "ai.onnx") } => null,
        { OpType: "Cast" or "Identity" or "Reshape" } => node.Input[0],
        { OpType: "Add" } when ConstantOperand(graph, node) is { } constant => node.Input.FirstOrDefault(x => x != constant),
        _ => null,
    };

    /// <summary>A Gemm works on matrices: before it, batch and sequence are one axis, and a Reshape after it parts them again.</summary>
    private static string? HiddenOf(GraphEditor graph, NodeProto product, List<NodeProto> after)
    {
        var reshapes = after.RemoveAll(x => x.OpType == "Reshape");
        var hidden = product.Input[0];
        if (product.OpType != "Gemm")
            return reshapes == 0 ? hidden : null;
        return reshapes == 1 && graph.Producer(hidden) is { OpType: "Reshape" or "Flatten" } flatten ? flatten.Input[0] : null;
    }
}
