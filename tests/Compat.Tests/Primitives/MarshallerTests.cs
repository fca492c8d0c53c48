using System.Buffers;
using System.Text;
using Grpc.Core;

namespace Attune.Compat.Tests.Primitives;

public sealed class MarshallerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("Beyoncé – 美空ひばり 🎶")]
    public void Text_survives_as_utf8(string text)
    {
        var bytes = Marshallers.StringMarshaller.Serializer(text);

        Assert.Equal(Encoding.UTF8.GetBytes(text), bytes);
        Assert.Equal(text, Marshallers.StringMarshaller.Deserializer(bytes));
    }

    [Fact]
    public void Functions_over_arrays_serve_contexts_too()
    {
        var marshaller = Marshallers.Create(BitConverter.GetBytes, bytes => BitConverter.ToInt32(bytes));
        var context = new RecordingContext();

        marshaller.ContextualSerializer(42, context);

        Assert.Equal(BitConverter.GetBytes(42), context.Payload);
        Assert.Equal(42, marshaller.ContextualDeserializer(new FixedContext(context.Payload!)));
    }

    [Fact]
    public void Functions_over_contexts_serve_arrays_too()
    {
        var marshaller = Marshallers.Create<byte[]>(
            static (message, context) =>
            {
                // In pieces and without a length, so that the buffer has to grow.
                foreach (var piece in message.Chunk(100))
                    context.GetBufferWriter().Write(piece);
                context.Complete();
            },
            static context => context.PayloadAsReadOnlySequence().ToArray());
        var message = Enumerable.Range(0, 5_000).Select(i => (byte)i).ToArray();

        Assert.Equal(message, marshaller.Serializer(message));
        Assert.Equal(message, marshaller.Deserializer(message));
    }

    [Fact]
    public void A_message_that_is_completed_as_a_whole_is_taken_as_it_is()
    {
        var marshaller = Marshallers.Create<byte[]>(
            static (message, context) => context.Complete(message), static context => context.PayloadAsNewBuffer());
        byte[] message = [1, 2, 3];

        Assert.Same(message, marshaller.Serializer(message));
        Assert.Equal(message, marshaller.Deserializer(message));
        Assert.NotSame(message, marshaller.Deserializer(message));
    }

    [Fact]
    public void A_message_that_is_never_completed_or_completed_twice_is_refused()
    {
        var never = Marshallers.Create<string>(static (_, _) => { }, static _ => "");
        var twice = Marshallers.Create<string>(
            static (_, context) =>
            {
                context.Complete([]);
                context.Complete([]);
            },
            static _ => "");

        Assert.Throws<InvalidOperationException>(() => never.Serializer(""));
        Assert.Throws<InvalidOperationException>(() => twice.Serializer(""));
    }

    [Fact]
    public void Null_functions_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Marshallers.Create<string>(null!, static (byte[] _) => ""));
        Assert.Throws<ArgumentNullException>(() => Marshallers.Create<string>(static _ => [], null!));
    }

    [Fact]
    public void A_method_knows_its_path_and_refuses_null()
    {
        var text = Marshallers.StringMarshaller;
        var method = new Method<string, string>(MethodType.ServerStreaming, "pkg.Service", "Do", text, text);

        Assert.Equal("/pkg.Service/Do", method.FullName);
        Assert.Equal((MethodType.ServerStreaming, "pkg.Service", "Do"), (method.Type, method.ServiceName, method.Name));
        Assert.Throws<ArgumentNullException>(() => new Method<string, string>(default, null!, "Do", text, text));
        Assert.Throws<ArgumentNullException>(() => new Method<string, string>(default, "s", null!, text, text));
        Assert.Throws<ArgumentNullException>(() => new Method<string, string>(default, "s", "Do", null!, text));
        Assert.Throws<ArgumentNullException>(() => new Method<string, string>(default, "s", "Do", text, null!));
    }

    private sealed class RecordingContext : SerializationContext
    {
        public byte[]? Payload { get; private set; }

        public override void Complete(byte[] payload) => Payload = payload;
    }

    /// <summary>Only what must be overridden, so that the default of the rest is used.</summary>
    private sealed class FixedContext(byte[] payload) : DeserializationContext
    {
        public override int PayloadLength => payload.Length;

        public override byte[] PayloadAsNewBuffer() => payload.ToArray();
    }
}
