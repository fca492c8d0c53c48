using Attune.Compat.Tests.Calls;
using Grpc.Core;

namespace Attune.Compat.Tests.Primitives;

public sealed class ClientTests
{
    [Fact]
    public void A_client_without_a_channel_says_so() =>
        Assert.Throws<NotImplementedException>(() => new EchoClient().Say(""));

    [Fact]
    public void A_client_needs_what_it_is_made_from()
    {
        Assert.Throws<ArgumentNullException>(() => new EchoClient((ChannelBase)null!));
        Assert.Throws<ArgumentNullException>(() => new EchoClient((CallInvoker)null!));
    }

    [Fact]
    public void A_host_is_named_in_every_call_of_the_copy_and_in_none_of_the_original()
    {
        var invoker = new HostRecorder();
        var client = new EchoClient(invoker);
        var named = client.WithHost("attune.example");

        _ = named.Say("");
        named.SayBlocking("");
        _ = named.Join();
        _ = named.Repeat("");
        _ = named.Chat();
        _ = named.WithHost("other.example").Say("");
        _ = client.Say("");

        Assert.Equal([.. Enumerable.Repeat("attune.example", 5), "other.example", null], invoker.Hosts);
    }

    private sealed class HostRecorder : CallInvoker
    {
        public List<string?> Hosts { get; } = [];

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => Record<TResponse>(host);

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            Record<AsyncUnaryCall<TResponse>>(host);

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            Record<AsyncServerStreamingCall<TResponse>>(host);

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) =>
            Record<AsyncClientStreamingCall<TRequest, TResponse>>(host);

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) =>
            Record<AsyncDuplexStreamingCall<TRequest, TResponse>>(host);

        private TCall Record<TCall>(string? host)
        {
            Hosts.Add(host);
            return default!;
        }
    }
}
