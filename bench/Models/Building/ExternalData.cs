using System.Runtime.InteropServices;
using Attune.Graphs;
using Attune.Graphs.Protos;
using Google.Protobuf;

namespace Attune.Bench.Models.Building;

/// <summary>Where the numbers of tensors go: large ones are streamed to a file beside the model, from which the runtime maps them, small ones into the model.</summary>
internal sealed class ExternalData(string modelPath, long externalFrom) : IDisposable
{
    // Mappings start at pages, which are this large on some systems.
    private const int Alignment = 1 << 16;
    private const int Chunk = 1 << 20;

    private FileStream? _file;

    public static string PathOf(string modelPath) => modelPath + ".data";

    /// <summary>Where a tensor's numbers begin in the file beside the model.</summary>
    public static long Offset(TensorProto tensor) => long.Parse(tensor.ExternalData.Single(x => x.Key == "offset").Value);

    /// <summary>Sets the tensor's type, numbers and place.</summary>
    /// <param name="fill">Gives the numbers from an index on.</param>
    public void Store(TensorProto tensor, ElementType type, Action<long, Span<float>> fill)
    {
        long count = tensor.Dims.Aggregate(1L, (x, y) => x * y), bytes = count * (type == ElementType.Float16 ? 2 : 4);
        tensor.DataType = (int)type;
        if (bytes < externalFrom)
        {
            using var memory = new MemoryStream((int)bytes);
            Write(memory, count, type, fill);
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(memory.ToArray());
            return;
        }

        _file ??= File.Create(PathOf(modelPath));
        var offset = (_file.Position + Alignment - 1) / Alignment * Alignment;
        _file.Position = offset;
        Write(_file, count, type, fill);
        tensor.DataLocation = 1;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = Path.GetFileName(PathOf(modelPath)) });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = offset.ToString() });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = bytes.ToString() });
    }

    public void Dispose() => _file?.Dispose();

    private static void Write(Stream stream, long count, ElementType type, Action<long, Span<float>> fill)
    {
        var values = new float[Math.Min(count, Chunk)];
        var halves = type == ElementType.Float16 ? new Half[values.Length] : [];
        for (long first = 0; first < count; first += Chunk)
        {
            var part = values.AsSpan(0, (int)Math.Min(Chunk, count - first));
            fill(first, part);
            for (var i = 0; halves.Length > 0 && i < part.Length; i++)
                halves[i] = (Half)part[i];
            stream.Write(halves.Length > 0 ? MemoryMarshal.AsBytes(halves.AsSpan(0, part.Length)) : MemoryMarshal.AsBytes(part));
        }
    }
}
