using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller reads one message; valid only until the deserializer returns.</summary>
public abstract class DeserializationContext
{
    /// <summary>In bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>A copy that the deserializer may keep.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    /// <summary>The bytes where they are, without a copy.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(PayloadAsNewBuffer());
}
