using System.Net.Sockets;
using Attune.Hosting.TestHost;
using Attune.Hosting.TestHost.V1;
using Attune.Testing;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace Attune.Hosting.Integration.Server;

public sealed class ShutdownTests
{
    private const string Program = "Attune.Hosting.TestHost";

    [Fact]
    public async Task On_SIGTERM_a_running_call_finishes_and_the_process_ends_with_0()
    {
        await using var process = ProcessUnderTest.Start(Program, [], ("Server__Port", "0"));
        using var channel = GrpcChannels.Create(await process.WaitForAddressAsync());
        using var duplex = new ShapesService.ShapesServiceClient(channel).Duplex();
        await SayAsync(duplex, "before");

        process.Terminate();
        await WaitForLineAsync(process, "Stopping");
        await SayAsync(duplex, "after");
        await duplex.RequestStream.CompleteAsync();

        Assert.False(await duplex.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(StatusCode.OK, duplex.GetStatus().StatusCode);
        Assert.Equal(0, await process.WaitForExitAsync());
        Assert.EndsWith("Stopped", process.Output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_draining_the_health_is_bad_and_new_calls_still_succeed()
    {
        await using var process = ProcessUnderTest.Start(Program, [], ("Server__Port", "0"), ("Server__DrainDelay", "00:00:03"));
        using var channel = GrpcChannels.Create(await process.WaitForAddressAsync());
        using var watch = new HealthClient(channel).Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);

        process.Terminate();

        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        Assert.Equal("hello", (await new ShapesService.ShapesServiceClient(channel).UnaryAsync(new UnaryRequest { Text = "hello" })).Text);
        Assert.Equal(0, await process.WaitForExitAsync());
    }

    [Fact]
    public async Task A_call_that_outlasts_the_shutdown_timeout_is_cut_off_and_the_process_still_ends_with_0()
    {
        await using var process = ProcessUnderTest.Start(Program, [], ("Server__Port", "0"), ("Server__ShutdownTimeout", "00:00:01"));
        using var channel = GrpcChannels.Create(await process.WaitForAddressAsync());
        using var duplex = new ShapesService.ShapesServiceClient(channel).Duplex();
        await SayAsync(duplex, "before");

        process.Terminate();

        await Assert.ThrowsAsync<RpcException>(() => duplex.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(0, await process.WaitForExitAsync());
    }

    [Fact]
    public async Task A_connection_that_comes_while_the_server_stops_gets_SETTINGS_before_GOAWAY()
    {
        await using var server = await InProcessServer.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(server.Address).Port);
        // It is served before the server stops, and stays silent.
        await server.Client.UnaryAsync(new UnaryRequest { Text = "hello" });
        var stopping = server.StopAsync();

        // As SETTINGS of length 0, and as the first bytes of a GOAWAY of length 8.
        var bytes = new byte[9 + 9];
        await client.GetStream().ReadExactlyAsync(bytes);
        Assert.Equal("000000040000000000" + "000008070000000000", Convert.ToHexString(bytes));
        client.Close();
        await stopping;
    }

    private static async Task SayAsync(AsyncDuplexStreamingCall<DuplexRequest, DuplexResponse> call, string text)
    {
        await call.RequestStream.WriteAsync(new DuplexRequest { Text = text });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(text, call.ResponseStream.Current.Text);
    }

    private static Task WaitForLineAsync(ProcessUnderTest process, string text) =>
        Eventually.IsTrueAsync(() => process.Output.Any(line => line.Contains(text, StringComparison.Ordinal)), $"the service says '{text}'");
}
