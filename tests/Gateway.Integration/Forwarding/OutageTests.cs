using Attune.Hosting;
using Attune.Hosting.TestHost;
using Attune.Hosting.TestHost.V1;
using Grpc.Core;
using Grpc.Health.V1;

namespace Attune.Gateway.Integration.Forwarding;

/// <summary>What callers get while a backend is away.</summary>
public sealed class OutageTests
{
    private const string Backend = "Attune.Hosting.TestHost";

    [Fact]
    public async Task A_killed_backend_is_named_and_back_in_use_when_it_is_back()
    {
        await using var first = ProcessUnderTest.Start(Backend, [], ("Server__Port", "0"));
        var address = await first.WaitForAddressAsync();
        await using var gateway = await GatewayProcess.StartAsync(address);
        await gateway.Client.UnaryAsync(new UnaryRequest { Text = "hello" });

        first.Kill();
        await first.WaitForExitAsync();
        for (var i = 0; i < 3; i++)
        {
            var exception = await Assert.ThrowsAsync<RpcException>(() => gateway.Client.UnaryAsync(new UnaryRequest { Text = "hello" }).ResponseAsync);
            Assert.Equal((StatusCode.Unavailable, $"matching is not reachable at {address}. Is it running?"), (exception.StatusCode, exception.Status.Detail));
        }
        await using var second = ProcessUnderTest.Start(Backend, [], ("Server__Port", $"{new Uri(address).Port}"));
        await second.WaitForAddressAsync();

        Assert.Equal(second.Id, (await gateway.Client.UnaryAsync(new UnaryRequest { Text = "hello" })).ProcessId);
        Assert.Contains("matching", Assert.Single(gateway.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server stream")]
    [InlineData("duplex")]
    public async Task A_backend_that_dies_in_the_middle_of_a_stream_is_named(string shape)
    {
        await using var backend = ProcessUnderTest.Start(Backend, [], ("Server__Port", "0"));
        var address = await backend.WaitForAddressAsync();
        await using var gateway = await GatewayProcess.StartAsync(address);
        using var server = gateway.Client.ServerStream(new ServerStreamRequest { Count = 1, Command = "!wait" });
        using var duplex = gateway.Client.Duplex();
        await duplex.RequestStream.WriteAsync(new DuplexRequest { Text = "hello" });
        Assert.True(await server.ResponseStream.MoveNext(CancellationToken.None));
        Assert.True(await duplex.ResponseStream.MoveNext(CancellationToken.None));

        backend.Kill();

        var exception = await Assert.ThrowsAsync<RpcException>(() =>
            shape == "duplex" ? duplex.ResponseStream.MoveNext(CancellationToken.None) : server.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal((StatusCode.Unavailable, $"matching at {address} broke off in the middle of its answer. Is it still running?"), (exception.StatusCode, exception.Status.Detail));
    }

    [Fact]
    public async Task A_backend_that_dies_during_a_client_stream_is_named()
    {
        await using var backend = ProcessUnderTest.Start(Backend, [], ("Server__Port", "0"));
        var address = await backend.WaitForAddressAsync();
        await using var gateway = await GatewayProcess.StartAsync(address);
        using var upload = gateway.Client.ClientStream();
        for (var i = 0; i < 100; i++) await upload.RequestStream.WriteAsync(new ClientStreamRequest { Number = i });

        backend.Kill();

        var exception = await Assert.ThrowsAsync<RpcException>(() => upload.ResponseAsync);
        Assert.Equal((StatusCode.Unavailable, $"matching is not reachable at {address}. Is it running?"), (exception.StatusCode, exception.Status.Detail));
    }

    [Fact]
    public async Task The_gateways_own_health_does_not_depend_on_its_backends()
    {
        await using var gateway = await GatewayProcess.StartAsync("http://127.0.0.1:9");

        var health = await new Health.HealthClient(gateway.Channel).CheckAsync(new HealthCheckRequest());

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public async Task A_stream_in_flight_finishes_when_the_gateway_is_told_to_stop()
    {
        await using var matching = await InProcessServer.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(matching.Address);
        using var duplex = gateway.Client.Duplex();
        await duplex.RequestStream.WriteAsync(new DuplexRequest { Text = "before" });
        Assert.True(await duplex.ResponseStream.MoveNext(CancellationToken.None));

        gateway.Process.Terminate();
        while (!gateway.Process.Output.Any(line => line.Contains("Stopping", StringComparison.Ordinal))) await Task.Delay(20);
        await duplex.RequestStream.WriteAsync(new DuplexRequest { Text = "after" });

        Assert.True(await duplex.ResponseStream.MoveNext(CancellationToken.None));
        await duplex.RequestStream.CompleteAsync();
        Assert.False(await duplex.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(0, await gateway.Process.WaitForExitAsync());
    }
}
