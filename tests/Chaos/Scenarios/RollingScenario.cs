using Attune.Bench.Harness.Backfills;
using Attune.Bench.Harness.Catalogues;
using Attune.Bench.Harness.Processes;
using Attune.Chaos.Reports;

namespace Attune.Chaos.Scenarios;

/// <summary>
/// Every service is stopped by SIGTERM and started again, one after the other and there is one of each, while clients call through the gateway. Their only help is what a service
/// config may ask of any gRPC client: to try again on UNAVAILABLE.
/// </summary>
internal static class RollingScenario
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    public static async Task<RollingReport> RunAsync(BackfillSetup setup, int rounds, int callers, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var system = await BackfillSystem.StartAsync(setup with { Workers = 0 }, cancellationToken);
        await system.Database.MigrateAsync("Attune.Training", cancellationToken);
        var ports = FreePorts.Next(2);
        await using var training = new Member("training", "Attune.Training", ports[0], [], system.SettingsOf("training"));
        await using var gateway = new Member("gateway", "Attune.Gateway", ports[1], [],
            ("Gateway__Embedding__Address", system.Embedding.Address), ("Gateway__Matching__Address", system.Matching.Address), ("Gateway__Training__Address", training.Address));
        await training.StartAsync(cancellationToken);
        await gateway.StartAsync(cancellationToken);
        await SampleCatalogue.ImportAsync(gateway.Channel, cancellationToken);

        Member[] order = [system.Embedding, system.Matching, training, gateway];
        using var load = new InteractiveLoad(gateway.Address);
        await load.WarmUpAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var calling = load.RunAsync(callers, stop.Token);
        var downtimes = new List<Downtime>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var member in order)
            {
                await Task.Delay(Between, cancellationToken);
                downtimes.Add(await Downtime.RestartAsync(member, cancellationToken));
                progress($"rolling: {member.Name} drained in {downtimes[^1].StopSeconds:0.0} s, serves again {downtimes[^1].StartSeconds:0.0} s later; {load.Calls:N0} calls, {load.Failures.Count} failed");
            }
        }

        await Task.Delay(Between, cancellationToken);
        await stop.CancelAsync();
        await calling;
        return new RollingReport
        {
            Rounds = rounds,
            Callers = callers,
            Downtimes = downtimes,
            Calls = load.Calls,
            LongestSeconds = load.Longest.TotalSeconds,
            Failures = [.. load.Failures],
        };
    }
}
