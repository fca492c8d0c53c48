using Attune.Graphs.Editing;
using Attune.Graphs.Files;
using Attune.Graphs.Protos;

namespace Attune.Graphs.LastToken;

/// <summary>A matrix of bytes: a weight is (byte − zero point) × scale, where both are one number, or one a token.</summary>
internal sealed class IntegerMatrix : HeadMatrix
{
    private readonly TensorProto _bytes;
    private readonly TensorProto _scale;
    private readonly TensorProto? _zero;
    private readonly bool _vocabularyFirst;

    private IntegerMatrix(TensorProto bytes, TensorProto scale, TensorProto? zero, bool vocabularyFirst)
    {
        _bytes = bytes;
        _scale = scale;
        _zero = zero;
        _vocabularyFirst = vocabularyFirst;
    }

    public override long Hidden => _bytes.Dims[_vocabularyFirst ? 1 : 0];

    public override long Vocabulary => _bytes.Dims[_vocabularyFirst ? 0 : 1];

    /// <param name="axis">Along which scales differ, where there are several.</param>
    public static IntegerMatrix? Of(GraphEditor graph, string bytes, string scale, string? zero, bool transposed, long axis = 1)
    {
        if (graph.ConstantTensor(bytes) is not { Dims.Count: 2 } matrix || !TensorData.IsByte(matrix)
            || graph.ConstantTensor(scale) is not { } scales || !TensorData.IsFloatingPoint(scales))
            return null;
        var zeros = string.IsNullOrEmpty(zero) ? null : graph.ConstantTensor(zero);
        if (zeros is null ? !string.IsNullOrEmpty(zero) : !TensorData.IsByte(zeros))
            return null;
        var result = new IntegerMatrix(matrix, scales, zeros, transposed);
        var ofTokens = axis < 0 ? axis + 2 == (transposed ? 0 : 1) : axis == (transposed ? 0 : 1);
        bool Fits(TensorProto? tensor) =>
            tensor is null || TensorData.Count(tensor) == 1 || (ofTokens && TensorData.Count(tensor) == result.Vocabulary);
        return Fits(scales) && Fits(zeros) ? result : null;
    }

    protected override void Read(int token, Span<float> weights, string modelPath)
    {
        using var data = TensorData.Open(_bytes, modelPath);
        data.ReadColumn(token, _vocabularyFirst, weights);
        float scale = OfToken(_scale, token, modelPath), zero = _zero is null ? 0 : OfToken(_zero, token, modelPath);
        foreach (ref var weight in weights)
            weight = (weight - zero) * scale;
    }

    private static float OfToken(TensorProto tensor, int token, string modelPath)
    {
        using var data = TensorData.Open(tensor, modelPath);
        Span<float> value = stackalloc float[1];
        data.Read(TensorData.Count(tensor) == 1 ? 0 : token, value);
        return value[0];
    }
}
