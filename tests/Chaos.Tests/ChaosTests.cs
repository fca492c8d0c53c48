using Attune.Bench.Backfills;
using Attune.Bench.Chaos;
using Attune.Bench.Processes;
using Attune.Testing;
using Xunit.Abstractions;

namespace Attune.Chaos.Tests;

/// <summary>The scenarios of <c>./attune chaos</c> with fewer items and fewer kills. One after the other: each wants the whole machine.</summary>
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
    public async Task A_deleted_queue_is_declared_again_and_what_was_in_it_announced_again() =>
        ShouldHold(await QueueScenario.RunAsync(Setup, Items, deletions: 1, Seed, output.WriteLine, CancellationToken.None));

    [Fact]
    public async Task Messages_that_nobody_can_read_become_dead_letters_with_a_reason_and_are_in_nobodys_way() =>
        ShouldHold(await MessagesScenario.RunAsync(Setup, Items, rounds: 1, Seed, output.WriteLine, CancellationToken.None));

    [Fact]
    public async Task A_message_that_kills_its_workers_becomes_a_dead_letter_and_its_items_fail_alone() =>
        ShouldHold(await PoisonScenario.RunAsync(Setup, Items, kills: 25, Seed, output.WriteLine, CancellationToken.None));

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
