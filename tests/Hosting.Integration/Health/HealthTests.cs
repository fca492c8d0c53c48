using Attune.Hosting.Health;
using Attune.Hosting.TestHost;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace Attune.Hosting.Integration.Health;

public sealed class HealthTests
{
    private const string Service = "attune.matching.v1.ShapesService";

    [Fact]
    public async Task A_server_without_checks_serves()
    {
        await using var server = await InProcessServer.StartAsync();
        var client = new HealthClient(server.Channel);

        Assert.Equal(ServingStatus.Serving, (await client.CheckAsync(new HealthCheckRequest())).Status);
        Assert.Equal(ServingStatus.Serving, (await client.CheckAsync(new HealthCheckRequest { Service = Service })).Status);
    }

    [Theory]
    [InlineData("grpc.health.v1.Health")]
    [InlineData("grpc.reflection.v1.ServerReflection")]
    [InlineData("grpc.reflection.v1alpha.ServerReflection")]
    public async Task Every_service_of_the_server_has_a_status_under_its_name(string service)
    {
        await using var server = await InProcessServer.StartAsync();
        using var watch = new HealthClient(server.Channel).Watch(new HealthCheckRequest { Service = service });

        if (await NextAsync(watch) is ServingStatus.NotServing) Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
    }

    [Fact]
    public async Task An_unknown_service_is_not_found()
    {
        await using var server = await InProcessServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(() => new HealthClient(server.Channel).CheckAsync(new HealthCheckRequest { Service = "no.Such" }).ResponseAsync);

        Assert.Equal(StatusCode.NotFound, exception.StatusCode);
    }

    [Fact]
    public async Task Watch_reports_an_unknown_service_and_stays_open()
    {
        await using var server = await InProcessServer.StartAsync();
        using var watch = new HealthClient(server.Channel).Watch(new HealthCheckRequest { Service = "no.Such" });

        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(watch));
        Assert.False(watch.ResponseStream.MoveNext(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Watch_follows_the_checks_and_ends_when_the_server_stops()
    {
        var check = new SwitchedCheck { Answer = () => "no connection" };
        await using var server = await InProcessServer.StartAsync(builder => builder.Services.AddSingleton<IReadinessCheck>(check));
        using var watch = new HealthClient(server.Channel).Watch(new HealthCheckRequest { Service = Service });

        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        check.Answer = () => null;
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        check.Answer = () => throw new InvalidDataException("broken");
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        check.Answer = () => null;
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        var stop = server.StopAsync();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        var end = await Assert.ThrowsAsync<RpcException>(() => NextAsync(watch));
        Assert.Equal((StatusCode.Unavailable, "matching is stopping. Call again."), (end.StatusCode, end.Status.Detail));
        await stop;
    }

    [Fact]
    public async Task A_check_that_a_package_brings_along_counts_and_degraded_is_not_ready()
    {
        var status = HealthStatus.Degraded;
        await using var server = await InProcessServer.StartAsync(builder => builder.Services.AddHealthChecks().AddCheck("bus", () => new HealthCheckResult(status, "one endpoint is down")));
        using var watch = new HealthClient(server.Channel).Watch(new HealthCheckRequest());

        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        status = HealthStatus.Healthy;
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
    }

    [Fact]
    public async Task A_draining_server_never_serves_again()
    {
        var (health, state) = CreateState();
        state.Report(ready: true);
        Assert.Equal(ServingStatus.Serving, await StatusAsync(health));

        state.StartDraining();
        state.Report(ready: true);

        Assert.Equal(ServingStatus.NotServing, await StatusAsync(health));
    }

    [Fact]
    public async Task A_server_does_not_serve_before_its_first_checks() => Assert.Equal(ServingStatus.NotServing, await StatusAsync(CreateState().Health));

    private static (HealthServiceImpl Health, HealthState State) CreateState()
    {
        var health = new HealthServiceImpl();
        var state = new HealthState(health);
        state.Announce([Service]);
        return (health, state);
    }

    // The context is not looked at.
    private static async Task<ServingStatus> StatusAsync(HealthServiceImpl health) => (await health.Check(new HealthCheckRequest { Service = Service }, null!)).Status;

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30)));
        return watch.ResponseStream.Current.Status;
    }
}
