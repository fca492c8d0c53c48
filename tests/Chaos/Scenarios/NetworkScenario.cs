using System.Diagnostics;
using Attune.Bench.Harness.Backfills;
using Attune.Chaos.Reports;
using Attune.Testing;

namespace Attune.Chaos.Scenarios;

/// <summary>The network between the workers and the broker goes silent, as when a cable is pulled, and comes back. Matching itself works on none of the batches.</summary>
internal static class NetworkScenario
{
    public static async Task<ChaosReport> RunAsync(BackfillSetup setup, int items, TimeSpan[] outages, int seed, Action<string> progress, CancellationToken cancellationToken)
    {
        var broker = new Uri(setup.RabbitMq);
        await using var network = new TcpProxy(broker.Host, broker.Port);
        await using var system = await BackfillSystem.StartAsync(
            setup with { WorkersRabbitMq = new UriBuilder(broker) { Host = "127.0.0.1", Port = network.Port }.Uri.AbsoluteUri, MatchingWorks = false }, cancellationToken);
        var run = new ChaosRun(system, "network", items, seed, progress);
        return await run.RunAsync(outages.Length, processesHit: system.Working.Length, async (backfill, number) =>
        {
            var done = await backfill.DoneAsync(cancellationToken);
            var started = Stopwatch.GetTimestamp();
            progress($"network: silent for {outages[number].TotalSeconds:0} s at {done:N0} items");
            network.Silence();
            await Task.Delay(outages[number], cancellationToken);
            network.Restore();
            var back = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await backfill.ReachesAsync(await backfill.DoneAsync(cancellationToken) + 1, cancellationToken);
            var recovered = Stopwatch.GetElapsedTime(started).TotalSeconds;
            progress($"network: work goes on {recovered - back:0.0} s after the network came back");
            return Task.FromResult(new Disturbance($"network silent for {outages[number].TotalSeconds:0} s", done, back, recovered));
        }, cancellationToken);
    }
}
