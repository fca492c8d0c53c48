using System.Diagnostics;
using Attune.Bench.Harness.Backfills;
using Attune.Chaos.Reports;
using Attune.Chaos.Servers;

namespace Attune.Chaos.Scenarios;

/// <summary>SIGKILL to RabbitMQ, PostgreSQL and the embedding service in turns; each is started again at once, and the next is killed when work goes on.</summary>
internal static class ServersScenario
{
    private const string EmbeddingName = "embedding";

    private static readonly string[] Targets = [PrivateServers.RabbitMqName, PrivateServers.PostgresName, EmbeddingName];

    /// <param name="kills">Of each.</param>
    public static async Task<ChaosReport> RunAsync(BackfillSetup setup, PrivateServers servers, int items, int kills, int seed, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var system = await BackfillSystem.StartAsync(setup, cancellationToken);
        string[] order = [.. Enumerable.Repeat(Targets, kills).SelectMany(x => x)];
        new Random(seed).Shuffle(order);
        var run = new ChaosRun(system, "servers", items, seed, progress);
        return await run.RunAsync(order.Length, processesHit: system.Working.Length, async (backfill, number) =>
        {
            var target = order[number];
            var done = await backfill.DoneAsync(cancellationToken);
            var started = Stopwatch.GetTimestamp();
            await KillAsync(system, servers, target, cancellationToken);
            var back = Stopwatch.GetElapsedTime(started).TotalSeconds;
            // What was in hand may still have been stored while the server was away.
            await backfill.ReachesAsync(await backfill.DoneAsync(cancellationToken) + 1, cancellationToken);
            var recovered = Stopwatch.GetElapsedTime(started).TotalSeconds;
            progress($"servers: kill {number + 1} of {order.Length} at {done:N0} items: {target}; back after {back:0.0} s, work goes on after {recovered:0.0} s");
            return Task.FromResult(new Disturbance(target, done, back, recovered));
        }, cancellationToken);
    }

    private static async Task KillAsync(BackfillSystem system, PrivateServers servers, string target, CancellationToken cancellationToken)
    {
        if (target == EmbeddingName)
        {
            await system.Embedding.KillAsync();
            await system.Embedding.StartAsync(cancellationToken);
            return;
        }

        await servers.KillAsync(target, cancellationToken);
        await servers.RestartAsync(target, cancellationToken);
    }
}
