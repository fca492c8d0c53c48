using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Npgsql.Internal;

namespace Pgvector.Npgsql;

/// <summary>
/// The binary form of <c>vector</c> and <c>halfvec</c>: int16 dimensions, int16 zero, then the elements, all big-endian.
/// Elements are copied and byte-swapped as one block, since bulk loads write millions of them.
/// </summary>
internal sealed class DenseConverter<TVector, TElement>(Func<TVector, ReadOnlyMemory<TElement>> elementsOf, Func<TElement[], TVector> create)
    : PgStreamingConverter<TVector>
    where TVector : class
    where TElement : unmanaged
{
    private const int HeaderSize = 2 * sizeof(short);

    public override Size GetSize(SizeContext context, TVector value, ref object? writeState) => HeaderSize + Bytes(elementsOf(value).Length);

    public override TVector Read(PgReader reader)
    {
        if (reader.ShouldBuffer(HeaderSize)) reader.Buffer(HeaderSize);
        var elements = ReadHeader(reader);
        reader.ReadBytes(MemoryMarshal.AsBytes(elements.AsSpan()));
        Swap(elements, elements);
        return create(elements);
    }

    public override async ValueTask<TVector> ReadAsync(PgReader reader, CancellationToken cancellationToken = default)
    {
        if (reader.ShouldBuffer(HeaderSize)) await reader.BufferAsync(HeaderSize, cancellationToken).ConfigureAwait(false);
        var elements = ReadHeader(reader);
        var size = Bytes(elements.Length);
        var block = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            await reader.ReadBytesAsync(block.AsMemory(0, size), cancellationToken).ConfigureAwait(false);
            Swap(MemoryMarshal.Cast<byte, TElement>(block.AsSpan(0, size)), elements);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
        return create(elements);
    }

    public override void Write(PgWriter writer, TVector value)
    {
        var block = Encode(elementsOf(value).Span, out var size);
        try
        {
            writer.WriteBytes(block.AsSpan(0, size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    public override async ValueTask WriteAsync(PgWriter writer, TVector value, CancellationToken cancellationToken = default)
    {
        var block = Encode(elementsOf(value).Span, out var size);
        try
        {
            await writer.WriteBytesAsync(block.AsMemory(0, size), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static TElement[] ReadHeader(PgReader reader)
    {
        var elements = new TElement[reader.ReadInt16()];
        reader.ReadInt16();
        return elements;
    }

    private static byte[] Encode(ReadOnlySpan<TElement> elements, out int size)
    {
        size = HeaderSize + Bytes(elements.Length);
        var block = ArrayPool<byte>.Shared.Rent(size);
        BinaryPrimitives.WriteInt32BigEndian(block, checked((short)elements.Length) << 16);
        Swap(elements, MemoryMarshal.Cast<byte, TElement>(block.AsSpan(HeaderSize, size - HeaderSize)));
        return block;
    }

    private static int Bytes(int elements) => elements * Unsafe.SizeOf<TElement>();

    /// <summary>Between this machine's order and the big-endian one of the wire; vectorised by the runtime.</summary>
    private static void Swap(ReadOnlySpan<TElement> source, Span<TElement> destination)
    {
        if (!BitConverter.IsLittleEndian) source.CopyTo(destination);
        else if (Unsafe.SizeOf<TElement>() == sizeof(int)) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<TElement, int>(source), MemoryMarshal.Cast<TElement, int>(destination));
        else BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<TElement, short>(source), MemoryMarshal.Cast<TElement, short>(destination));
    }
}
