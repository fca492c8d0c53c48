using Attune.Bench.Harness.Backfills;
using Attune.Chaos.Reports;
using Attune.Chaos.Scenarios;
using Attune.Chaos.Servers;
using Attune.Testing;
using Xunit.Abstractions;

namespace Attune.Chaos;

/// <summary>
/// Scenarios of <c>./attune chaos</c> with fewer items and fewer kills, one after the other: each wants the whole machine. What poisons a batch, deletes a queue or fills a
/// disk is tested with the backfills themselves.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Items = 3_000, Seed = 1;

    // Small batches, so that there are enough of them to be in the way of every kill.
    private static readonly (string Name, string Value)[] Settings =
        [("Backfill__BatchSize", "20"), ("Backfill__ReconcileInterval", "00:00:01"), ("Messaging__Heartbeat", "00:00:01")];

    private static readonly BackfillSetup Setup = new() { Postgres = TestServers.Postgres, RabbitMq = TestServers.RabbitMq, Settings = Settings };

    [Fact]
    public async Task Killed_workers_lose_nothing_double_nothing_and_repeat_at_most_a_batch_each() =>
        ShouldHold(await WorkersScenario.RunAsync(Setup, Items, kills: 4, Seed, output.WriteLine, CancellationToken.None));

    [Fact]
    public async Task Killed_servers_cost_time_and_nothing_else()
    {
        await using var servers = await PrivateServers.StartAsync(CancellationToken.None);
        var setup = Setup with { Postgres = servers.Postgres, RabbitMq = servers.RabbitMq };
        ShouldHold(await ServersScenario.RunAsync(setup, servers, Items, kills: 1, Seed, output.WriteLine, CancellationToken.None));
    }

    [Fact]
    public async Task A_broker_that_is_silent_for_longer_than_its_heartbeat_costs_time_and_nothing_else() =>
        ShouldHold(await NetworkScenario.RunAsync(Setup, Items, [TimeSpan.FromSeconds(4)], Seed, output.WriteLine, CancellationToken.None));

    [Fact]
    public async Task Callers_who_try_again_on_UNAVAILABLE_notice_no_restart_of_any_service() =>
        ShouldHold(await RollingScenario.RunAsync(Setup, rounds: 1, callers: 2, output.WriteLine, CancellationToken.None));

    private void ShouldHold(IChaosReport report)
    {
        foreach (var (name, value) in report.Figures)
            output.WriteLine($"{name}: {value}");
        Assert.All(report.Bounds, bound => Assert.True(bound.Holds, bound.Text));
    }
}
