using Attune.Bench.Embedding;
using Attune.Bench.Harness.Backfills;
using Attune.Bench.Harness.Catalogues;
using Attune.Bench.Harness.Reporting;
using Attune.Contracts.Embedding.V1;
using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Catalog;

namespace Attune.Bench.Backfills;

/// <summary>A backfill from its start to its last commit, against the embedding service alone on the same texts; in turns, in one run.</summary>
internal sealed class BackfillBench(BackfillSystem system, Action<string> progress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<BackfillReport> RunAsync(string model, int items, int seed, int rounds, CancellationToken cancellationToken)
    {
        string[] texts = [.. GeneratedCatalogue.Tracks(items, seed).Select(TrackText.For)];
        await GeneratedCatalogue.ImportAsync(system.Matching.Channel, items, seed, cancellationToken);
        var embedder = new EmbeddingService.EmbeddingServiceClient(system.Embedding.Channel);

        Sample alone = new(), backfill = new();
        var stages = new StageTimes();
        for (var round = -1; round < rounds; round++)
        {
            var stream = items / await ServiceRun.StreamAsync(embedder, texts, Priority.Backfill, cancellationToken);
            await system.Database.ExecuteAsync("TRUNCATE track_embeddings", cancellationToken);
            await system.Metrics.SettleAsync("matching", cancellationToken);
            var before = StageTimes.Outside(system.Metrics);
            var run = await BackfillRun.StartAsync(system, cancellationToken);
            await run.FinishAsync(Patience, cancellationToken);
            var rate = items / await run.SecondsAsync(cancellationToken);
            await system.Metrics.SettleAsync("matching", cancellationToken);
            // The first round warms both up.
            progress($"{model}: {(round < 0 ? "warm-up" : $"round {round + 1} of {rounds}")}: {stream:N0} texts/s alone, {rate:N0} items/s of a backfill");
            if (round < 0)
                continue;
            alone.Add(stream);
            backfill.Add(rate);
            stages.Add(await StageTimes.OfAsync(system.Database, run.Id, StageTimes.Outside(system.Metrics) - before, cancellationToken));
        }

        return new BackfillReport
        {
            Model = model,
            Items = items,
            AloneTextsPerSecond = alone.Median,
            ItemsPerSecond = backfill.Median,
            Ratio = backfill.Over(alone).Median,
            Stages = stages.Shares,
            Again = await AgainAsync(cancellationToken),
        };
    }

    /// <summary>The same once more, with everything stored.</summary>
    private async Task<Repetition> AgainAsync(CancellationToken cancellationToken)
    {
        var before = await system.CountEmbeddedAsync(cancellationToken);
        var run = await BackfillRun.StartAsync(system, cancellationToken);
        await run.FinishAsync(Patience, cancellationToken);
        var job = (await new BackfillService.BackfillServiceClient(system.Matching.Channel)
            .GetAsync(new BackfillServiceGetRequest { Id = $"{run.Id}" }, cancellationToken: cancellationToken)).Job;
        return new(await run.SecondsAsync(cancellationToken), job.Computed, job.Skipped, await system.CountEmbeddedAsync(cancellationToken) - before);
    }
}
