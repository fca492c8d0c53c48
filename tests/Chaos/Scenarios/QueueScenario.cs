using System.Diagnostics;
using Attune.Bench.Harness.Backfills;
using Attune.Chaos.Reports;
using RabbitMQ.Client;

namespace Attune.Chaos.Scenarios;

/// <summary>The queue is deleted under the backfill, with all messages that are in it.</summary>
internal static class QueueScenario
{
    public static async Task<ChaosReport> RunAsync(BackfillSetup setup, int items, int deletions, int seed, Action<string> progress, CancellationToken cancellationToken)
    {
        // By default lost messages are announced again after minutes.
        await using var system = await BackfillSystem.StartAsync(
            setup with { Settings = [.. setup.Settings, ("Backfill__RepublishAfter", "00:00:05"), ("Backfill__ReconcileInterval", "00:00:01")] }, cancellationToken);
        var run = new ChaosRun(system, "queue", items, seed, progress);
        return await run.RunAsync(deletions, processesHit: system.Working.Length, async (backfill, number) =>
        {
            var done = await backfill.DoneAsync(cancellationToken);
            var started = Stopwatch.GetTimestamp();
            var lost = await DeleteAsync(system, cancellationToken);
            await backfill.FinishesAnnouncedAsync(await backfill.AnnouncementsAsync(cancellationToken), cancellationToken);
            var recovered = Stopwatch.GetElapsedTime(started).TotalSeconds;
            progress($"queue: deleted at {done:N0} items with {lost} messages; work goes on after {recovered:0.0} s");
            return Task.FromResult(new Disturbance("queue deleted", done, 0, recovered));
        }, cancellationToken);
    }

    private static async Task<uint> DeleteAsync(BackfillSystem system, CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(system.Setup.RabbitMq) }.CreateConnectionAsync("chaos", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        return await channel.QueueDeleteAsync(system.Queue, ifUnused: false, ifEmpty: false, cancellationToken: cancellationToken);
    }
}
