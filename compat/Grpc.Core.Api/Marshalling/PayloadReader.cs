using System.Buffers;

namespace Grpc.Core;

/// <summary>One message in an array.</summary>
internal sealed class PayloadReader(byte[] bytes) : DeserializationContext
{
    public override int PayloadLength => bytes.Length;

    public override byte[] PayloadAsNewBuffer() => bytes.AsSpan().ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(bytes);
}
