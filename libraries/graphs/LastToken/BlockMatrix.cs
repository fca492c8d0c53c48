using Attune.Graphs.Editing;
using Attune.Graphs.Files;
using Attune.Graphs.Protos;

namespace Attune.Graphs.LastToken;

/// <summary>
/// The matrix of ONNX Runtime's MatMulNBits: weights of 2, 4 or 8 bits, each token's in blocks with a scale and a zero point of
/// their own. The low bits of a byte come first, and blocks are filled up to whole bytes.
/// </summary>
internal sealed class BlockMatrix : HeadMatrix
{
    private readonly TensorProto _bytes;
    private readonly TensorProto _scales;
    private readonly TensorProto? _zeros;
    private readonly int _bits;
    private readonly int _block;

    private BlockMatrix(NodeProto node, TensorProto bytes, TensorProto scales, TensorProto? zeros)
    {
        _bytes = bytes;
        _scales = scales;
        _zeros = zeros;
        _bits = (int)Attributes.Integer(node, "bits", 4);
        _block = (int)Attributes.Integer(node, "block_size", 0);
        Hidden = Attributes.Integer(node, "K", 0);
        Vocabulary = Attributes.Integer(node, "N", 0);
    }

    public override long Hidden { get; }

    public override long Vocabulary { get; }

    private int Blocks => (int)((Hidden + _block - 1) / _block);

    private int ZeroBytes => ((Blocks * _bits) + 7) / 8;

    public static BlockMatrix? Of(GraphEditor graph, NodeProto node)
    {
        string zero = node.Input.ElementAtOrDefault(3) ?? "", order = node.Input.ElementAtOrDefault(4) ?? "";
        if (order.Length > 0 || graph.ConstantTensor(node.Input[1]) is not { } bytes
            || graph.ConstantTensor(node.Input[2]) is not { } scales)
            return null;
        var zeros = zero.Length == 0 ? null : graph.ConstantTensor(zero);
        if (!TensorData.IsByte(bytes) || !TensorData.IsFloatingPoint(scales)
            || (zeros is null ? zero.Length > 0 : !TensorData.IsByte(zeros)))
            return null;
        var matrix = new BlockMatrix(node, bytes, scales, zeros);
        return matrix is { _bits: 2 or 4 or 8, _block: > 0, Hidden: > 0 }
            && TensorData.Count(bytes) == matrix.Vocabulary * matrix.Blocks * matrix._block * matrix._bits / 8
            && TensorData.Count(scales) == matrix.Vocabulary * matrix.Blocks
            && (zeros is null || TensorData.Count(zeros) == matrix.Vocabulary * matrix.ZeroBytes)
                ? matrix
                : null;
    }

    protected override void Read(int token, Span<float> weights, string modelPath)
    {
        var bytes = ReadRow(_bytes, token, Blocks * _block * _bits / 8, modelPath);
        var scales = ReadRow(_scales, token, Blocks, modelPath);
        var zeros = _zeros is null ? null : ReadRow(_zeros, token, ZeroBytes, modelPath);
        for (var i = 0; i < weights.Length; i++)
        {
            int block = i / _block, zero = zeros is null ? 1 << (_bits - 1) : Unpack(zeros, block);
            weights[i] = (Unpack(bytes, i) - zero) * scales[block];
        }
    }

    private int Unpack(float[] bytes, int index) =>
        ((int)bytes[index * _bits / 8] >> (index * _bits % 8)) & ((1 << _bits) - 1);

    private static float[] ReadRow(TensorProto tensor, long row, int width, string modelPath)
    {
        using var data = TensorData.Open(tensor, modelPath);
        var values = new float[width];
        data.Read(row * width, values);
        return values;
    }
}
