using System.Diagnostics;
using Attune.Bench.Harness.Backfills;
using Attune.Bench.Harness.Catalogues;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Matching;
using Attune.Contracts.Matching.V1;

namespace Attune.Bench.Backfills;

/// <summary>How long a match that is stored takes, with and without a backfill at full speed; in turns.</summary>
internal sealed class MatchBesideBackfill(BackfillSystem system, Action<string> progress)
{
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(6), Pause = TimeSpan.FromMilliseconds(5), Patience = TimeSpan.FromMinutes(5);

    public async Task<MatchBesideReport> RunAsync(string layout, int items, int seed, int rounds, CancellationToken cancellationToken)
    {
        await SampleCatalogue.ImportAsync(system.Matching.Channel, cancellationToken);
        var client = new MatchingService.MatchingServiceClient(system.Matching.Channel);
        var request = new MatchRequest { TrackIds = { await TrackIdsAsync(cancellationToken) } };
        await client.MatchAsync(request, cancellationToken: cancellationToken);
        // Not candidates: what is stored of them does not change the answer.
        await GeneratedCatalogue.ImportAsync(system.Matching.Channel, items, seed, cancellationToken);

        Sample quiet = new(), busy = new();
        Sample quietP99 = new(), busyP99 = new();
        for (var round = -1; round < rounds; round++)
        {
            var without = new Sample();
            await CallAsync(client, request, without, Task.Delay(Phase, cancellationToken), cancellationToken);
            var (with, rate) = await BesideAsync(client, request, cancellationToken);
            progress($"match {(round < 0 ? "(warm-up)" : $"round {round + 1} of {rounds}")}: p99 {without.Percentile(0.99):0.0} ms alone, {with.Percentile(0.99):0.0} ms beside a backfill of {rate:N0} items/s");
            if (round < 0)
                continue;
            quietP99.Add(without.Percentile(0.99));
            busyP99.Add(with.Percentile(0.99));
            foreach (var x in without.Values)
                quiet.Add(x);
            foreach (var x in with.Values)
                busy.Add(x);
        }

        return new(layout, SearchTimes.Of(quiet), SearchTimes.Of(busy), busyP99.Over(quietP99).Median);
    }

    /// <summary>One call after the other until then.</summary>
    private static async Task CallAsync(MatchingService.MatchingServiceClient client, MatchRequest request, Sample milliseconds, Task until, CancellationToken cancellationToken)
    {
        while (!until.IsCompleted)
        {
            var started = Stopwatch.GetTimestamp();
            var response = await client.MatchAsync(request, cancellationToken: cancellationToken);
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (response.Cache != CacheState.Hit)
                throw new InvalidOperationException("A repeated match was not answered from the store.");
            await Task.Delay(Pause, cancellationToken);
        }

        await until;
    }

    /// <summary>Calls while a backfill runs, through as many of them as take the time of a phase. What makes room for the next one is not among it.</summary>
    /// <returns>The calls, and items a second of the backfills.</returns>
    private async Task<(Sample Milliseconds, double Rate)> BesideAsync(MatchingService.MatchingServiceClient client, MatchRequest request, CancellationToken cancellationToken)
    {
        var milliseconds = new Sample();
        long items = 0;
        double seconds = 0;
        while (seconds < Phase.TotalSeconds)
        {
            await system.Database.ExecuteAsync($"DELETE FROM track_embeddings WHERE track_id LIKE '{GeneratedCatalogue.Prefix}%'", cancellationToken);
            var run = await BackfillRun.StartAsync(system, cancellationToken);
            await CallAsync(client, request, milliseconds, run.FinishAsync(Patience, cancellationToken), cancellationToken);
            items += await run.DoneAsync(cancellationToken);
            seconds += await run.SecondsAsync(cancellationToken);
        }

        return (milliseconds, items / seconds);
    }

    private async Task<List<string>> TrackIdsAsync(CancellationToken cancellationToken)
    {
        await using var command = system.Database.Source.CreateCommand("SELECT id FROM tracks ORDER BY id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            ids.Add(reader.GetString(0));
        return ids;
    }
}
