using System.Diagnostics;
using Attune.Bench.Harness.Backfills;
using Attune.Bench.Harness.Processes;
using Attune.Chaos.Reports;

namespace Attune.Chaos.Scenarios;

/// <summary>SIGKILL to a random one of the processes that work, again and again; whoever was killed is started again at once.</summary>
internal static class WorkersScenario
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<ChaosReport> RunAsync(BackfillSetup setup, int items, int kills, int seed, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var system = await BackfillSystem.StartAsync(setup, cancellationToken);
        var run = new ChaosRun(system, "workers", items, seed, progress);
        return await run.RunAsync(kills, processesHit: 1, async (backfill, number) =>
        {
            // One that has not come back yet has nothing to lose.
            Member[] serving;
            while ((serving = [.. system.Working.Where(x => x.Serves)]).Length == 0)
                await Task.Delay(Pause, cancellationToken);
            var victim = run.Pick(serving);
            var done = await backfill.DoneAsync(cancellationToken);
            var started = Stopwatch.GetTimestamp();
            await victim.KillAsync();
            progress($"workers: kill {number + 1} of {kills} at {done:N0} items: {victim.Name}");
            var back = RestartAsync(victim, started, cancellationToken);
            return RecoverAsync(backfill, done, started, back, cancellationToken);
        }, cancellationToken);
    }

    private static async Task<double> RestartAsync(Member victim, long started, CancellationToken cancellationToken)
    {
        await victim.StartAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // The others work on, so that progress is not waited for before the next kill.
    private static async Task<Disturbance> RecoverAsync(BackfillRun backfill, long done, long started, Task<double> back, CancellationToken cancellationToken)
    {
        await backfill.ReachesAsync(done + 1, cancellationToken);
        var recovered = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Disturbance("worker", done, await back, recovered);
    }
}
