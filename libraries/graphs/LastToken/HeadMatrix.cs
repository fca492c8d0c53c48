using Attune.Graphs.Editing;
using Attune.Graphs.Protos;

namespace Attune.Graphs.LastToken;

/// <summary>The constant matrix that turns a hidden vector into logits, whole or quantised.</summary>
internal abstract class HeadMatrix
{
    /// <summary>Numbers in a hidden vector.</summary>
    public abstract long Hidden { get; }

    /// <summary>Tokens.</summary>
    public abstract long Vocabulary { get; }

    /// <summary>The matrix with which a product is made; null where it is not constant or of an unknown form.</summary>
    public static HeadMatrix? ForProduct(GraphEditor graph, NodeProto product)
    {
        bool Is(string attribute, long value) => Attributes.Integer(product, attribute, 0) == value;
        var unscaled = Attributes.Real(product, "alpha", 1) == 1 && (product.Input.Count < 3 || Attributes.Real(product, "beta", 1) == 1);
        return product.OpType switch
        {
            "MatMul" => Find(graph, product.Input[1], transposed: false),
            "Gemm" when unscaled && Is("transA", 0) => Find(graph, product.Input[1], Is("transB", 1)),
            "FusedMatMul" when unscaled && Is("transA", 0) && Is("transBatchA", 0) && Is("transBatchB", 0) =>
                Find(graph, product.Input[1], Is("transB", 1)),
            "MatMulNBits" => BlockMatrix.Of(graph, product),
            "DynamicQuantizeMatMul" =>
                IntegerMatrix.Of(graph, product.Input[1], product.Input[2], product.Input.ElementAtOrDefault(3), transposed: false),
            _ => null,
        };
    }

    /// <summary>The weights of some tokens, [hidden, tokens].</summary>
    /// <exception cref="GraphFormatException">External data is missing.</exception>
    public float[] Columns(IReadOnlyList<int> tokens, string modelPath)
    {
        float[] columns = new float[Hidden * tokens.Count], column = new float[Hidden];
        for (var token = 0; token < tokens.Count; token++)
        {
            Read(tokens[token], column, modelPath);
            for (var i = 0; i < column.Length; i++)
                columns[(i * tokens.Count) + token] = column[i];
        }

        return columns;
    }

    /// <summary>Follows a value back to the tensor it is made of, through transpositions, casts and dequantisation.</summary>
    protected static HeadMatrix? Find(GraphEditor graph, string value, bool transposed)
    {
        if (graph.ConstantTensor(value) is { } tensor)
            return FloatMatrix.Of(tensor, transposed);
        if (graph.Producer(value) is not { Domain: "" } node)
            return null;
        return node.OpType switch
        {
            "Identity" or "Cast" => Find(graph, node.Input[0], transposed),
            // On a matrix every permutation but this one does nothing.
            "Transpose" => Find(graph, node.Input[0], transposed ^ (Attributes.Find(node, "perm") is not { } perm || perm.Ints is [1, 0])),
            "DequantizeLinear" when Attributes.Integer(node, "block_size", 0) == 0 =>
                IntegerMatrix.Of(
                    graph, node.Input[0], node.Input[1], node.Input.ElementAtOrDefault(2), transposed, Attributes.Integer(node, "axis", 1)),
            _ => null,
        };
    }

    /// <summary>The weights of one token.</summary>
    protected abstract void Read(int token, Span<float> weights, string modelPath);
}
