using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Attune.Compat.Tests.Calls;

public sealed class InterceptorTests
{
    [Fact]
    public async Task The_first_interceptor_is_the_outermost_on_both_sides()
    {
        await using var server = await EchoServer.StartAsync(options =>
        {
            options.Interceptors.Add<OrderInterceptor>("first");
            options.Interceptors.Add<OrderInterceptor>("second");
        });
        using var channel = server.Connect();
        var client = new EchoClient(channel.Intercept(new OrderInterceptor("a"), new OrderInterceptor("b")));

        using var call = client.Say("hello");

        Assert.Equal("hello", await call);
        Assert.Equal("a,b", call.GetTrailers().GetValue("t-x-order"));
        Assert.Equal("first,second", call.GetTrailers().GetValue("t-order"));
        Assert.Equal("hello", client.SayBlocking("hello"));
    }

    [Fact]
    public async Task A_function_over_headers_changes_those_of_every_call()
    {
        await using var server = await EchoServer.StartAsync();
        using var channel = server.Connect();
        var client = new EchoClient(channel.Intercept(headers => [.. headers, new("x-added", "yes")]));

        using var call = client.Say("", new CallOptions([new("x-own", "1")]));
        await call;

        Assert.Equal("1", call.GetTrailers().GetValue("t-x-own"));
        Assert.Equal("yes", call.GetTrailers().GetValue("t-x-added"));
    }

    [Fact]
    public async Task Streams_pass_through_an_interceptor_that_does_not_mind_them()
    {
        await using var server = await EchoServer.StartAsync(options => options.Interceptors.Add<OrderInterceptor>("server"));
        using var channel = server.Connect();
        var client = new EchoClient(channel.Intercept(new OrderInterceptor("client")).Intercept(static headers => headers));

        using var join = client.Join();
        await join.RequestStream.WriteAsync("a");
        await join.RequestStream.CompleteAsync();
        using var repeat = client.Repeat("2");
        using var chat = client.Chat();
        await chat.RequestStream.WriteAsync("b");

        Assert.Equal("a", await join);
        Assert.Equal(2, await Count(repeat.ResponseStream));
        Assert.True(await chat.ResponseStream.MoveNext());
        Assert.Equal("b!", chat.ResponseStream.Current);
    }

    [Fact]
    public void Null_is_refused()
    {
        using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1");
        var invoker = channel.CreateCallInvoker();

        Assert.Throws<ArgumentNullException>(() => invoker.Intercept((Interceptor)null!));
        Assert.Throws<ArgumentNullException>(() => invoker.Intercept((Func<Metadata, Metadata>)null!));
        Assert.Throws<ArgumentNullException>(() => ((CallInvoker)null!).Intercept(new OrderInterceptor("a")));
        Assert.Throws<ArgumentNullException>(() => ((ChannelBase)null!).Intercept(new OrderInterceptor("a")));
    }

    private static async Task<int> Count(IAsyncStreamReader<string> stream)
    {
        var count = 0;
        await foreach (var _ in stream.ReadAllAsync())
            count++;
        return count;
    }
}
