using Attune.Hosting.Health;
using Grpc.HealthCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Attune.Hosting.Unit.Health;

public sealed class ReadinessMonitorTests
{
    private readonly RecordedLogs _logs = new();

    [Fact]
    public async Task Every_reason_is_logged_and_only_when_it_changes()
    {
        var first = new SwitchedCheck { Answer = () => "no connection" };
        var second = new SwitchedCheck { Name = "other", Answer = () => throw new InvalidDataException("bad checksum") };
        using var monitor = Create(TimeProvider.System, first, second);

        Assert.False(await monitor.RunOnceAsync(CancellationToken.None));
        Assert.False(await monitor.RunOnceAsync(CancellationToken.None));
        (first.Answer, second.Answer) = (() => null, () => null);
        Assert.True(await monitor.RunOnceAsync(CancellationToken.None));
        Assert.True(await monitor.RunOnceAsync(CancellationToken.None));

        Assert.Equal(["Not ready: switched: no connection; other: InvalidDataException: bad checksum", "Ready"], _logs.Entries.Select(entry => entry.Message));
    }

    [Fact]
    public async Task A_check_that_never_answers_counts_as_not_ready_and_holds_up_no_other()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        using var monitor = Create(time, new HangingCheck(asked), new SwitchedCheck { Answer = () => null });

        var round = monitor.RunOnceAsync(CancellationToken.None);
        await asked.Task;
        Assert.False(round.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.False(await round);
        Assert.Equal("Not ready: hanging: no answer within 5 s", Assert.Single(_logs.Entries).Message);
    }

    private ReadinessMonitor Create(TimeProvider time, params IReadinessCheck[] checks)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(_logs.CreateProvider()).AddFilter("Microsoft", LogLevel.None));
        services.AddSingleton<IConfigureOptions<HealthCheckServiceOptions>>(new ReadinessRegistrations(checks, time)).AddHealthChecks();
        var provider = services.BuildServiceProvider();
        return new ReadinessMonitor(
            provider.GetRequiredService<HealthCheckService>(), new HealthState(new HealthServiceImpl()), TimeSpan.FromSeconds(2), time,
            provider.GetRequiredService<ILogger<ReadinessMonitor>>());
    }

    /// <summary>Ignores its token, as badly written code does.</summary>
    private sealed class HangingCheck(TaskCompletionSource asked) : IReadinessCheck
    {
        public string Name => "hanging";

        public Task<string?> CheckAsync(CancellationToken cancellationToken)
        {
            asked.SetResult();
            return new TaskCompletionSource<string?>().Task;
        }
    }
}
