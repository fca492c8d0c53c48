using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Compat.Tests.Calls;

public sealed class ChannelTests : EchoTests
{
    private static readonly CallCredentials Bearer = CallCredentials.FromInterceptor((context, metadata) =>
    {
        metadata.Add("authorization", $"Bearer {context.MethodName}");
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_channel_tells_its_state()
    {
        using var channel = Server.Connect();
        Assert.Equal(ConnectivityState.Idle, channel.State);

        await channel.ConnectAsync();

        Assert.Equal(ConnectivityState.Ready, channel.State);
        Assert.Equal(Server.Address.Authority, channel.Target);
    }

    [Fact]
    public async Task A_disposed_channel_takes_no_calls()
    {
        var channel = Server.Connect();
        await channel.ShutdownAsync();
        channel.Dispose();

        Assert.Throws<ObjectDisposedException>(() => new EchoClient(channel).Say(""));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{ClosedPort()}");

        var failure = await FailureOf(new EchoClient(channel).Say("").ResponseAsync);

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.NotNull(failure.Status.DebugException);
        Assert.Same(failure.Status.DebugException, failure.InnerException);
    }

    [Fact]
    public async Task A_call_that_waits_for_the_server_fails_by_its_deadline_instead()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{ClosedPort()}");
        var options = new CallOptions(deadline: DateTime.UtcNow.AddMilliseconds(300)).WithWaitForReady();

        var failure = await FailureOf(new EchoClient(channel).Say("", options).ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
    }

    [Fact]
    public async Task Call_credentials_do_not_travel_in_plain_text()
    {
        using var call = Client.Say("", new CallOptions(credentials: Bearer));
        await call;

        Assert.Equal("none", call.GetTrailers().GetValue("authorization-was"));
        Assert.Throws<InvalidOperationException>(() => Server.Connect(new()
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, Bearer),
        }));
    }

    [Fact]
    public async Task Call_credentials_travel_in_plain_text_where_that_is_allowed()
    {
        using var channel = Server.Connect(new()
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, Bearer),
            UnsafeUseInsecureChannelCallCredentials = true,
        });

        using var call = new EchoClient(channel).Say("");
        await call;

        Assert.Equal("Bearer Say", call.GetTrailers().GetValue("authorization-was"));
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
