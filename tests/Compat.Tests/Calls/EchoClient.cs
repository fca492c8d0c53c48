using Grpc.Core;

namespace Attune.Compat.Tests.Calls;

/// <summary>What a generator would write for the other side.</summary>
internal sealed class EchoClient : ClientBase<EchoClient>
{
    public EchoClient()
    {
    }

    public EchoClient(ChannelBase channel)
        : base(channel)
    {
    }

    public EchoClient(CallInvoker invoker)
        : base(invoker)
    {
    }

    private EchoClient(ClientBaseConfiguration configuration)
        : base(configuration)
    {
    }

    public string SayBlocking(string request, CallOptions options = default) =>
        CallInvoker.BlockingUnaryCall(EchoMethods.Say, null, options, request);

    public AsyncUnaryCall<string> Say(string request, CallOptions options = default) =>
        Unary(EchoMethods.Say, request, options);

    public AsyncUnaryCall<TMessage> Unary<TMessage>(
        Method<TMessage, TMessage> method, TMessage request, CallOptions options = default)
        where TMessage : class => CallInvoker.AsyncUnaryCall(method, null, options, request);

    public AsyncClientStreamingCall<string, string> Join(CallOptions options = default) =>
        CallInvoker.AsyncClientStreamingCall(EchoMethods.Join, null, options);

    public AsyncServerStreamingCall<string> Repeat(string request, CallOptions options = default) =>
        CallInvoker.AsyncServerStreamingCall(EchoMethods.Repeat, null, options, request);

    public AsyncDuplexStreamingCall<string, string> Chat(CallOptions options = default) =>
        CallInvoker.AsyncDuplexStreamingCall(EchoMethods.Chat, null, options);

    protected override EchoClient NewInstance(ClientBaseConfiguration configuration) => new(configuration);
}
