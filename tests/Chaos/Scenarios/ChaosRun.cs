using Attune.Bench.Harness.Backfills;
using Attune.Bench.Harness.Catalogues;
using Attune.Chaos.Queues;
using Attune.Chaos.Reports;

namespace Attune.Chaos.Scenarios;

/// <summary>A backfill of a generated catalogue that is disturbed while it runs, and what is found in the store afterwards.</summary>
internal sealed class ChaosRun(BackfillSystem system, string scenario, int items, int seed, Action<string> progress)
{
    // Late enough for every disturbance to come while there is work.
    private const double LastAt = 0.9;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100), Patience = TimeSpan.FromMinutes(5), Settling = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(seed);

    /// <summary>How many dead letters there are to be in the end.</summary>
    public int ExpectedDeadLetters { get; init; }

    /// <param name="planned">How many disturbances.</param>
    /// <param name="processesHit">By each.</param>
    /// <param name="disturb">Does the one of that number; returns when the next may come.</param>
    public async Task<ChaosReport> RunAsync(int planned, int processesHit, Func<BackfillRun, int, Task<Task<Disturbance>>> disturb, CancellationToken cancellationToken)
    {
        progress($"{scenario}: importing {items:N0} tracks");
        await GeneratedCatalogue.ImportAsync(system.Matching.Channel, items, seed, cancellationToken);
        var before = await system.CountEmbeddedAsync(cancellationToken);
        var run = await BackfillRun.StartAsync(system, cancellationToken);

        var disturbances = new List<Task<Disturbance>>();
        for (var i = 0; i < planned; i++)
        {
            // At any place of a batch's life, not always just behind a commit.
            if (!await run.ReachesAsync((long)(items * LastAt * (i + _random.NextDouble()) / planned), cancellationToken))
                break;
            await Task.Delay(LongestPause * _random.NextDouble(), cancellationToken);
            disturbances.Add(await disturb(run, i));
        }

        progress($"{scenario}: {disturbances.Count} disturbances done, the rest of the backfill undisturbed");
        await run.FinishAsync(Patience, cancellationToken);
        return new ChaosReport
        {
            Scenario = scenario,
            Items = items,
            BatchSize = (int)await ScalarAsync("SELECT max(items)::bigint FROM backfill_batches", cancellationToken),
            Workers = system.Working.Length,
            Seconds = await run.SecondsAsync(cancellationToken),
            Disturbances = await Task.WhenAll(disturbances),
            Planned = planned,
            ProcessesHit = processesHit,
            Audit = await CatalogueAudit.TakeAsync(system.Database.Source, run.Id, cancellationToken),
            Embedded = await system.CountEmbeddedAsync(cancellationToken) - before,
            BegunAgain = await ScalarAsync("SELECT coalesce(sum(greatest(attempts - 1, 0)), 0)::bigint FROM backfill_batches", cancellationToken),
            MessagesLeft = await QueueDepth.SettleAsync(system, system.Queue, Settling, cancellationToken),
            DeadLetters = await DeadLetter.ReadAsync(system, ExpectedDeadLetters, cancellationToken),
            ExpectedDeadLetters = ExpectedDeadLetters,
        };
    }

    /// <summary>Of those, one.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private async Task<long> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = system.Database.Source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
