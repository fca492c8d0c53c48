using Grpc.Core;

namespace Attune.Compat.Tests.Calls;

/// <summary>What a generator would write: the methods, and how they are bound.</summary>
[BindServiceMethod(typeof(EchoServiceBase), nameof(BindService))]
public abstract class EchoServiceBase
{
    public static void BindService(ServiceBinderBase binder, EchoServiceBase? service)
    {
        binder.AddMethod(EchoMethods.Say, service is null ? null : new UnaryServerMethod<string, string>(service.Say));
        binder.AddMethod(EchoMethods.Fail, service is null ? null : new UnaryServerMethod<string, string>(service.Fail));
        binder.AddMethod(EchoMethods.Wait, service is null ? null : new UnaryServerMethod<string, string>(service.Wait));
        binder.AddMethod(EchoMethods.Mirror, service is null ? null : new UnaryServerMethod<byte[], byte[]>(service.Mirror));
        binder.AddMethod(EchoMethods.Join, service is null ? null : new ClientStreamingServerMethod<string, string>(service.Join));
        binder.AddMethod(
            EchoMethods.Repeat, service is null ? null : new ServerStreamingServerMethod<string, string>(service.Repeat));
        binder.AddMethod(EchoMethods.Chat, service is null ? null : new DuplexStreamingServerMethod<string, string>(service.Chat));
    }

    public abstract Task<string> Say(string request, ServerCallContext context);

    public abstract Task<string> Fail(string request, ServerCallContext context);

    public abstract Task<string> Wait(string request, ServerCallContext context);

    public abstract Task<byte[]> Mirror(byte[] request, ServerCallContext context);

    public abstract Task<string> Join(IAsyncStreamReader<string> requests, ServerCallContext context);

    public abstract Task Repeat(string request, IServerStreamWriter<string> responses, ServerCallContext context);

    public abstract Task Chat(
        IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context);
}
