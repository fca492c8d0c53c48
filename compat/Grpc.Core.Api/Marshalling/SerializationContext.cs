using System.Buffers;

namespace Grpc.Core;

/// <summary>
/// Where a marshaller writes one message: either <see cref="Complete(byte[])"/> with the whole, or <see cref="GetBufferWriter"/>
/// and then <see cref="Complete()"/>.
/// </summary>
public abstract class SerializationContext
{
    /// <summary>Ends the message; the array belongs to the context from here on.</summary>
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    /// <summary>Takes the bytes without an array in between.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>The exact length in bytes, told before the first write; lets the message go to the transport as it is written.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends a message that was written to <see cref="GetBufferWriter"/>.</summary>
    public virtual void Complete() => throw new NotImplementedException();
}
