using Attune.Graphs.Editing;
using Attune.Graphs.Protos;

namespace Attune.Graphs.LastToken;

/// <summary>The matrix that turns a hidden vector into logits.</summary>
/// <param name="Tensor">Of rank 2.</param>
/// <param name="VocabularyFirst">Its shape is [vocabulary, hidden], as an embedding's; otherwise [hidden, vocabulary].</param>
internal sealed record HeadWeight(TensorProto Tensor, bool VocabularyFirst)
{
    public long Vocabulary => Tensor.Dims[VocabularyFirst ? 0 : 1];

    public long Hidden => Tensor.Dims[VocabularyFirst ? 1 : 0];

    /// <summary>Follows a value back to the tensor it is made of, through transpositions and casts.</summary>
    /// <returns>Null where it is not a constant matrix of floating-point numbers.</returns>
    public static HeadWeight? Find(GraphEditor graph, string value, bool transposed)
    {
        if (graph.Initializers.GetValueOrDefault(value) is { } initializer)
            return Of(initializer, transposed);
        if (graph.Producer(value) is not { Domain: "" } node)
            return null;
        return node.OpType switch
        {
            "Constant" when Attributes.Find(node, "value")?.T is { } tensor => Of(tensor, transposed),
            "Identity" or "Cast" => Find(graph, node.Input[0], transposed),
            // On a matrix every permutation but this one does nothing.
            "Transpose" => Find(graph, node.Input[0], transposed ^ (Attributes.Find(node, "perm") is not { } perm || perm.Ints is [1, 0])),
            _ => null,
        };
    }

    /// <summary>The columns of some tokens, [hidden, columns].</summary>
    public float[] Columns(IReadOnlyList<int> tokens, string modelPath)
    {
        using var data = TensorData.Open(Tensor, modelPath);
        float[] columns = new float[Hidden * tokens.Count];
        float[] row = new float[VocabularyFirst ? Hidden : 1];
        for (int column = 0; column < tokens.Count; column++)
        {
            for (long i = 0; i < Hidden; i += row.Length)
            {
                data.Read(VocabularyFirst ? tokens[column] * Hidden : (i * Vocabulary) + tokens[column], row);
                for (int j = 0; j < row.Length; j++)
                    columns[((i + j) * tokens.Count) + column] = row[j];
            }
        }

        return columns;
    }

    private static HeadWeight? Of(TensorProto tensor, bool transposed) =>
        tensor.Dims.Count == 2 && TensorData.CanRead(tensor) ? new(tensor, transposed) : null;
}
