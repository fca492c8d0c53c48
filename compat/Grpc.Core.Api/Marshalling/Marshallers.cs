using System.Text;

namespace Grpc.Core;

/// <summary>Makes <see cref="Marshaller{T}"/>s.</summary>
public static class Marshallers
{
    /// <summary>Text as UTF-8, written to and read from the transport's own buffers.</summary>
    public static Marshaller<string> StringMarshaller { get; } = new(WriteText, ReadText);

    public static Marshaller<T> Create<T>(Func<T, byte[]> serializer, Func<byte[], T> deserializer) =>
        new(serializer, deserializer);

    public static Marshaller<T> Create<T>(
        Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer) =>
        new(serializer, deserializer);

    private static void WriteText(string text, SerializationContext context)
    {
        context.SetPayloadLength(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, context.GetBufferWriter());
        context.Complete();
    }

    private static string ReadText(DeserializationContext context) =>
        Encoding.UTF8.GetString(context.PayloadAsReadOnlySequence());
}
