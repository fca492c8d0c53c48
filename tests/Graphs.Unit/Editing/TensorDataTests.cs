using System.Runtime.InteropServices;
using Attune.Graphs.Files;
using Attune.Graphs.Protos;
using Attune.Graphs.Unit.Running;
using Google.Protobuf;

namespace Attune.Graphs.Unit.Editing;

public sealed class TensorDataTests
{
    // Exact in each of the types.
    private static readonly float[] Values = [.. Enumerable.Range(0, 5000).Select(x => (x % 128) - 64f)];

    public static TheoryData<string> Encodings() => new("raw float", "raw half", "raw brain", "raw double", "float list", "half list", "brain list", "double list");

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_of_floating_point_numbers_is_read(string encoding)
    {
        using var data = TensorData.Open(Tensor(encoding), "model.onnx");
        float[] all = new float[Values.Length], few = new float[3];
        data.Read(0, all);
        data.Read(4321, few);
        Assert.Equal(Values, all);
        Assert.Equal(Values[4321..4324], few);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_tensor_with_fewer_numbers_than_its_shape_says_is_refused(string encoding)
    {
        var tensor = Tensor(encoding);
        tensor.Dims[0]++;
        var error = Assert.Throws<GraphFormatException>(() => TensorData.Open(tensor, "model.onnx"));
        Assert.Contains("model.onnx: tensor 't' of shape [5001] holds 5000 numbers", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/hostname")]
    [InlineData("../weights.bin")]
    [InlineData("a/../../weights.bin")]
    [InlineData("")]
    public void External_data_outside_of_the_folder_is_refused(string location)
    {
        using var folder = new ModelFolder();
        var tensor = new TensorProto { Name = "t", DataType = 1, Dims = { 1 }, DataLocation = 1, ExternalData = { new StringStringEntryProto { Key = "location", Value = location } } };
        var error = Assert.Throws<GraphFormatException>(() => TensorData.Open(tensor, folder.Model));
        Assert.Contains($"'{location}', which is not a file below the model's folder", error.Message, StringComparison.Ordinal);
    }

    private static TensorProto Tensor(string encoding)
    {
        var tensor = new TensorProto { Name = "t", Dims = { Values.Length } };
        tensor.DataType = (int)(encoding.Split(' ').First(x => x is not ("raw" or "list")) switch
        {
            "float" => ElementType.Float,
            "half" => ElementType.Float16,
            "brain" => ElementType.BFloat16,
            _ => ElementType.Double,
        });
        ushort[] halves = [.. Values.Select(x => BitConverter.HalfToUInt16Bits((Half)x))], brains = [.. Values.Select(x => (ushort)(BitConverter.SingleToUInt32Bits(x) >> 16))];
        double[] doubles = [.. Values.Select(x => (double)x)];
        switch (encoding)
        {
            case "raw float": tensor.RawData = Raw(Values); break;
            case "raw half": tensor.RawData = Raw(halves); break;
            case "raw brain": tensor.RawData = Raw(brains); break;
            case "raw double": tensor.RawData = Raw(doubles); break;
            case "float list": tensor.FloatData.AddRange(Values); break;
            case "half list": tensor.Int32Data.AddRange(halves.Select(x => (int)x)); break;
            case "brain list": tensor.Int32Data.AddRange(brains.Select(x => (int)x)); break;
            default: tensor.DoubleData.AddRange(doubles); break;
        }

        return tensor;
    }

    private static ByteString Raw<T>(T[] values)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));
}
