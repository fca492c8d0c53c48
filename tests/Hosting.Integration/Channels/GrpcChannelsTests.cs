using System.Net;
using System.Net.Sockets;
using Attune.Hosting.TestHost;
using Attune.Hosting.TestHost.V1;
using Attune.Testing;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attune.Hosting.Integration.Channels;

public sealed class GrpcChannelsTests
{
    [Fact]
    public async Task A_call_survives_three_unavailable_answers()
    {
        await using var server = await InProcessServer.StartAsync();
        server.Probe.FailNext(3);

        var response = await server.Client.UnaryAsync(new UnaryRequest { Text = "!unavailable-until" });

        Assert.Equal("!unavailable-until", response.Text);
        Assert.Equal(4, server.Probe.UnaryCalls);
    }

    [Fact]
    public async Task After_four_unavailable_answers_the_caller_gets_the_last()
    {
        await using var server = await InProcessServer.StartAsync();
        server.Probe.FailNext(100);

        var exception = await Assert.ThrowsAsync<RpcException>(() => server.Client.UnaryAsync(new UnaryRequest { Text = "!unavailable-until" }).ResponseAsync);

        Assert.Equal((StatusCode.Unavailable, "not yet"), (exception.StatusCode, exception.Status.Detail));
        Assert.Equal(4, server.Probe.UnaryCalls);
    }

    [Fact]
    public async Task Other_failures_are_not_tried_again()
    {
        await using var server = await InProcessServer.StartAsync();

        await Assert.ThrowsAsync<RpcException>(() => server.Client.UnaryAsync(new UnaryRequest { Text = "!not-found" }).ResponseAsync);

        Assert.Equal(1, server.Probe.UnaryCalls);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        using var channel = GrpcChannels.Create($"http://127.0.0.1:{port}");

        var exception = await Assert.ThrowsAsync<RpcException>(() => new ShapesService.ShapesServiceClient(channel).UnaryAsync(new UnaryRequest()).ResponseAsync);

        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
    }

    [Theory]
    [InlineData(10), InlineData(3_000_000)]
    public async Task A_call_that_a_stopping_server_has_not_looked_at_is_made_again(int length)
    {
        await using var server = await InProcessServer.StartAsync();
        await using var proxy = new TcpProxy("127.0.0.1", new Uri(server.Address).Port);
        using var channel = GrpcChannels.Create($"http://127.0.0.1:{proxy.Port}");
        var client = new ShapesService.ShapesServiceClient(channel);
        await client.UnaryAsync(new UnaryRequest { Text = "the first stream" });

        // The short text is on its way as a whole, the long one is still being sent when a GOAWAY says that the first stream was the last.
        proxy.Silence();
        var text = new string('x', length);
        var call = client.UnaryAsync(new UnaryRequest { Text = text }).ResponseAsync;
        // More than the frames that a client sends without a call.
        await Eventually.IsTrueAsync(() => proxy.Held > 100, "the call is on its way");
        await proxy.InjectAnswerAsync(Convert.FromHexString("000008" + "07" + "00" + "00000000" + "00000001" + "00000000"));
        proxy.Restore();

        Assert.Equal(text, (await call).Text);
    }

    [Fact]
    public async Task A_client_from_the_container_tries_again_but_not_what_it_must_not()
    {
        await using var server = await InProcessServer.StartAsync();
        await using var services = Services(server.Address, new MethodName { Service = "attune.matching.v1.ShapesService", Method = "ServerStream" });
        var client = services.GetRequiredService<ShapesService.ShapesServiceClient>();
        server.Probe.FailNext(3);

        await client.UnaryAsync(new UnaryRequest { Text = "!unavailable-until" });
        Assert.Equal(4, server.Probe.UnaryCalls);
        server.Probe.FailNext(1);
        using var stream = client.ServerStream(new ServerStreamRequest { Command = "!unavailable-until" });

        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None))).StatusCode);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_message_may_be_larger_than_the_four_mebibytes_that_clients_take_by_default(bool fromTheContainer)
    {
        await using var server = await InProcessServer.StartAsync();
        await using var services = Services(server.Address);
        var client = fromTheContainer ? services.GetRequiredService<ShapesService.ShapesServiceClient>() : server.Client;
        var text = new string('x', 5 * 1024 * 1024);

        Assert.Equal(text, (await client.UnaryAsync(new UnaryRequest { Text = text })).Text);
    }

    [Theory]
    [InlineData("127.0.0.1:7400")]
    [InlineData("ftp://host")]
    [InlineData("")]
    public void An_address_that_is_none_is_refused(string address)
    {
        Assert.Contains("write http://host:port", Assert.Throws<ArgumentException>(() => GrpcChannels.Create(address)).Message, StringComparison.Ordinal);
        using var services = Services(address);
        Assert.Contains("write http://host:port", Assert.Throws<ArgumentException>(services.GetRequiredService<ShapesService.ShapesServiceClient>).Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string address, params MethodName[] untried) =>
        new ServiceCollection().AddServiceClient<ShapesService.ShapesServiceClient>(_ => address, untried).BuildServiceProvider();
}
