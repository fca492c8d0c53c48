using System.Buffers.Binary;
using System.Globalization;
using Attune.Graphs.Protos;

namespace Attune.Graphs.Files;

/// <summary>
/// Numbers of a tensor of floating-point numbers or bytes, wherever they are: in the model as raw bytes or as a list, or in a file beside
/// it.
/// </summary>
internal sealed class TensorData : IDisposable
{
    private readonly TensorProto _tensor;
    private readonly FileStream? _file;
    private readonly long _offset;
    private readonly byte[] _bytes = new byte[8192];

    private TensorData(TensorProto tensor, FileStream? file, long offset)
    {
        _tensor = tensor;
        _file = file;
        _offset = offset;
    }

    private ElementType Type => (ElementType)_tensor.DataType;

    private int ElementSize => Type switch
    {
        ElementType.Float => 4,
        ElementType.Double => 8,
        ElementType.UInt8 or ElementType.Int8 => 1,
        _ => 2,
    };

    public static bool IsFloatingPoint(TensorProto tensor) =>
        (ElementType)tensor.DataType is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;

    public static bool IsByte(TensorProto tensor) => (ElementType)tensor.DataType is ElementType.UInt8 or ElementType.Int8;

    public static long Count(TensorProto tensor) => tensor.Dims.Aggregate(1L, (x, y) => checked(x * y));

    /// <exception cref="GraphFormatException">
    /// The model refers to external data that is not there, or holds fewer numbers than the shape says.
    /// </exception>
    public static TensorData Open(TensorProto tensor, string modelPath)
    {
        if (tensor.DataLocation == 0)
        {
            var embedded = new TensorData(tensor, null, 0);
            return embedded.EmbeddedCount == Count(tensor)
                ? embedded
                : throw new GraphFormatException(
                    $"{modelPath}: tensor '{tensor.Name}' of shape [{string.Join(", ", tensor.Dims)}] holds {embedded.EmbeddedCount} " +
                    "numbers.");
        }

        var location = External(tensor, "location");
        if (string.IsNullOrEmpty(location) || Path.IsPathRooted(location) || location.Split('/', '\\').Contains(".."))
            throw new GraphFormatException(
                $"{modelPath}: tensor '{tensor.Name}' is said to be in '{location}', which is not a file below the model's folder.");
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(modelPath))!, location);
        if (!File.Exists(path))
            throw new GraphFormatException($"{modelPath}: tensor '{tensor.Name}' is in {location}, which is not beside the model.");
        long offset = 0;
        if (External(tensor, "offset") is { } text && !long.TryParse(text, NumberStyles.None, null, out offset))
            throw new GraphFormatException($"{modelPath}: tensor '{tensor.Name}' is said to begin at '{text}' in {location}.");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        var data = new TensorData(tensor, file, offset);
        if (data._offset + (Count(tensor) * data.ElementSize) <= file.Length)
            return data;
        data.Dispose();
        throw new GraphFormatException($"{modelPath}: tensor '{tensor.Name}' reaches beyond the end of {location}.");
    }

    /// <summary>Reads numbers from index <paramref name="first"/> on.</summary>
    public void Read(long first, Span<float> values)
    {
        var most = _bytes.Length / ElementSize;
        for (; values.Length > most; values = values[most..], first += most)
            ReadFew(first, values[..most]);
        ReadFew(first, values);
    }

    /// <summary>Reads one column of a matrix, or one row of it.</summary>
    public void ReadColumn(int index, bool isRow, Span<float> values)
    {
        if (isRow)
        {
            Read(index * _tensor.Dims[1], values);
            return;
        }

        for (var i = 0; i < values.Length; i++)
            Read((i * _tensor.Dims[1]) + index, values.Slice(i, 1));
    }

    public void Dispose() => _file?.Dispose();

    private void ReadFew(long first, Span<float> values)
    {
        if (_file is null && !_tensor.HasRawData)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = Listed((int)first + i);
            return;
        }

        var bytes = _bytes.AsSpan(0, values.Length * ElementSize);
        if (_file is null)
        {
            _tensor.RawData.Span.Slice(checked((int)(first * ElementSize)), bytes.Length).CopyTo(bytes);
        }
        else
        {
            _file.Position = _offset + (first * ElementSize);
            _file.ReadExactly(bytes);
        }

        for (var i = 0; i < values.Length; i++)
            values[i] = Decode(bytes[(i * ElementSize)..]);
    }

    private float Decode(ReadOnlySpan<byte> bytes) => Type switch
    {
        ElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ElementType.Double => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ElementType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        ElementType.UInt8 => bytes[0],
        ElementType.Int8 => (sbyte)bytes[0],
        _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
    };

    private float Listed(int index) => Type switch
    {
        ElementType.Float => _tensor.FloatData[index],
        ElementType.Double => (float)_tensor.DoubleData[index],
        ElementType.Float16 => (float)BitConverter.UInt16BitsToHalf((ushort)_tensor.Int32Data[index]),
        ElementType.UInt8 or ElementType.Int8 => _tensor.Int32Data[index],
        _ => BitConverter.Int32BitsToSingle(_tensor.Int32Data[index] << 16),
    };

    private long EmbeddedCount => _tensor.HasRawData ? _tensor.RawData.Length / ElementSize : Type switch
    {
        ElementType.Float => _tensor.FloatData.Count,
        ElementType.Double => _tensor.DoubleData.Count,
        _ => _tensor.Int32Data.Count,
    };

    private static string? External(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(x => x.Key == key)?.Value;
}
