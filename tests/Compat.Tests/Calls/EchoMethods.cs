using Grpc.Core;

namespace Attune.Compat.Tests.Calls;

/// <summary>A service described by hand: no generated code stands between the test and the packages.</summary>
internal static class EchoMethods
{
    public const string Service = "attune.compat.v1.EchoService";

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(static bytes => bytes, static bytes => bytes);

    public static readonly Method<string, string> Say = Of(MethodType.Unary, nameof(Say));
    public static readonly Method<string, string> Fail = Of(MethodType.Unary, nameof(Fail));
    public static readonly Method<string, string> Wait = Of(MethodType.Unary, nameof(Wait));
    public static readonly Method<byte[], byte[]> Mirror = new(MethodType.Unary, Service, nameof(Mirror), Bytes, Bytes);
    public static readonly Method<string, string> Join = Of(MethodType.ClientStreaming, nameof(Join));
    public static readonly Method<string, string> Repeat = Of(MethodType.ServerStreaming, nameof(Repeat));
    public static readonly Method<string, string> Chat = Of(MethodType.DuplexStreaming, nameof(Chat));

    /// <summary>No server has it.</summary>
    public static readonly Method<string, string> Unknown = Of(MethodType.Unary, nameof(Unknown));

    private static Method<string, string> Of(MethodType type, string name) =>
        new(type, Service, name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);
}
