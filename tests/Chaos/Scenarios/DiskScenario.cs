using System.Diagnostics;
using Attune.Bench.Harness.Backfills;
using Attune.Chaos.Reports;
using Attune.Chaos.Servers;

namespace Attune.Chaos.Scenarios;

/// <summary>PostgreSQL's disk is full for a while, again and again.</summary>
internal static class DiskScenario
{
    private const int Megabytes = 128;

    private static readonly TimeSpan Full = TimeSpan.FromSeconds(5);

    /// <returns>Null where this user may not mount a small disk.</returns>
    public static async Task<ChaosReport?> RunAsync(PrivateServers servers, int items, int times, int seed, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var disk = await SmallDisk.CreateAsync(servers, Megabytes, cancellationToken);
        if (disk is null)
            return null;
        await using var system = await BackfillSystem.StartAsync(
            new BackfillSetup { Postgres = servers.Postgres, RabbitMq = servers.RabbitMq, Tablespace = SmallDisk.Tablespace }, cancellationToken);
        var run = new ChaosRun(system, "disk", items, seed, progress);
        // A batch is tried again while the disk is full, and each try computes before it cannot store.
        return await run.RunAsync(times, processesHit: 0, async (backfill, number) =>
        {
            var done = await backfill.DoneAsync(cancellationToken);
            var started = Stopwatch.GetTimestamp();
            await disk.FillAsync(cancellationToken);
            await Task.Delay(Full, cancellationToken);
            var problem = await backfill.ProblemAsync(cancellationToken);
            disk.Empty();
            var back = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await backfill.ReachesAsync(await backfill.DoneAsync(cancellationToken) + 1, cancellationToken);
            var recovered = Stopwatch.GetElapsedTime(started).TotalSeconds;
            progress($"disk: full at {done:N0} items for {back:0.0} s; the job says: {problem}; work goes on {recovered - back:0.0} s after there was room");
            return Task.FromResult(new Disturbance("disk full", done, back, recovered));
        }, cancellationToken);
    }
}
