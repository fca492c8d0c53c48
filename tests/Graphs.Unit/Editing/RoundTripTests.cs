using Attune.Bench.Models.Encoders;
using Attune.Graphs.Files;
using Attune.Graphs.Inspection;
using Attune.Graphs.Pooling;
using Attune.Graphs.Protos;
using Attune.Graphs.Unit.Running;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace Attune.Graphs.Unit.Editing;

public sealed class RoundTripTests
{
    // Fields of ONNX that onnx.proto leaves out, and some that ONNX does not know either, as encoded in a file.
    private static readonly Gen<byte[]> Unknown =
        from field in Gen.Elements(6, 15, 16, 25, 99, 4321)
        from content in Gen.Choose(0, 255).Select(x => (byte)x).ArrayOf()
        from kind in Gen.Choose(0, 3)
        select Encode(field, kind, content);

    private static readonly Arbitrary<byte[][]> Extras = Unknown.ArrayOf(5).ToArbitrary();

    [Fact]
    public void What_the_library_does_not_know_is_written_back_byte_for_byte() => Prop.ForAll(Extras, extras =>
    {
        using var folder = new ModelFolder();
        // Known fields come first and in order; that is how they are written.
        byte[] tensor = [.. new TensorProto { Name = "t", DataType = 1, Dims = { 2 }, RawData = ByteString.CopyFrom(new byte[8]) }.ToByteArray(), .. extras[0]];
        byte[] node = [.. new NodeProto { Input = { "t" }, Output = { "y" }, OpType = "Identity" }.ToByteArray(), .. extras[1]];
        byte[] value = [.. new ValueInfoProto { Name = "y", Type = new() { TensorType = new() { ElemType = 1 } } }.ToByteArray(), .. extras[2]];
        byte[] graph = [.. Part(1, node), .. Part(2, "g"u8), .. Part(5, tensor), .. Part(12, value), .. extras[3]];
        byte[] model = [8, 8, .. Part(7, graph), .. Part(8, new OperatorSetIdProto { Domain = "", Version = 17 }.ToByteArray()), .. extras[4]];
        File.WriteAllBytes(folder.Model, model);

        OnnxFile.Write(folder.Rewritten, OnnxFile.Read(folder.Model, ModelProto.Parser));

        Assert.Equal(model, File.ReadAllBytes(folder.Rewritten));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_damaged_file_is_refused_or_read_but_nothing_else() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        using var folder = new ModelFolder();
        StaticEmbedder.Write(folder.Model, 3, 4);
        var bytes = File.ReadAllBytes(folder.Model);
        var random = new System.Random(seed);
        for (var i = 0; i < 3; i++)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        File.WriteAllBytes(folder.Model, bytes[..random.Next(bytes.Length + 1)]);
        try
        {
            GraphInspection.Read(folder.Model);
            PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, PoolingKind.Last, normalize: true);
        }
        catch (GraphFormatException)
        {
            // Expected; any other exception fails the test.
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static byte[] Encode(int field, int kind, byte[] content)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            switch (kind)
            {
                case 0:
                    output.WriteTag(field, WireFormat.WireType.Varint);
                    output.WriteUInt64((ulong)content.LongLength * 0x0123456789ABCDEF);
                    break;
                case 1:
                    output.WriteTag(field, WireFormat.WireType.Fixed64);
                    output.WriteFixed64((ulong)content.LongLength);
                    break;
                case 2:
                    output.WriteTag(field, WireFormat.WireType.Fixed32);
                    output.WriteFixed32((uint)content.Length);
                    break;
                default:
                    output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                    output.WriteBytes(ByteString.CopyFrom(content));
                    break;
            }
        }

        return memory.ToArray();
    }

    private static byte[] Part(int field, ReadOnlySpan<byte> content)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return memory.ToArray();
    }
}
