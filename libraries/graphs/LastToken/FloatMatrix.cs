using Attune.Graphs.Files;
using Attune.Graphs.Protos;

namespace Attune.Graphs.LastToken;

/// <summary>A matrix of floating-point numbers.</summary>
/// <param name="tensor">Of rank 2.</param>
/// <param name="vocabularyFirst">Its shape is [vocabulary, hidden], as an embedding's; otherwise [hidden, vocabulary].</param>
internal sealed class FloatMatrix(TensorProto tensor, bool vocabularyFirst) : HeadMatrix
{
    public override long Hidden => tensor.Dims[vocabularyFirst ? 1 : 0];

    public override long Vocabulary => tensor.Dims[vocabularyFirst ? 0 : 1];

    public static FloatMatrix? Of(TensorProto tensor, bool vocabularyFirst) =>
        tensor.Dims.Count == 2 && TensorData.IsFloatingPoint(tensor) ? new(tensor, vocabularyFirst) : null;

    protected override void Read(int token, Span<float> weights, string modelPath)
    {
        using var data = TensorData.Open(tensor, modelPath);
        data.ReadColumn(token, vocabularyFirst, weights);
    }
}
