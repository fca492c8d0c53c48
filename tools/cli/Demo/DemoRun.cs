using System.Diagnostics;
using Attune.Cli.Backfills;
using Attune.Cli.Connection;
using Attune.Cli.Importing;
using Attune.Cli.Matching;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Demo;

/// <summary>The whole way once: import the samples, fill in their vectors, match, and match again for nothing.</summary>
internal sealed class DemoRun(GatewayConnection gateway, string samples, int limit, DemoReport report)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ImportAsync("tracks", FileImport.TracksAsync, cancellationToken);
        await ImportAsync("playlists", FileImport.PlaylistsAsync, cancellationToken);
        await BackfillAsync("embed tracks", BackfillKind.TrackEmbeddings, cancellationToken);
        await BackfillAsync("embed playlists", BackfillKind.PlaylistEmbeddings, cancellationToken);
        var first = await MatchAsync("match", cancellationToken);
        MatchTable.Write(first.Playlists);
        var second = await MatchAsync("match again", cancellationToken);
        if (second.Cache != CacheState.Hit || second.Work.EmbeddingsComputed != 0 || second.Work.PairsScored != 0
            || second.ContextKey != first.ContextKey)
            throw new CliException(
                $"The second match should have been read from the store, but it was not ({MatchTable.WorkLine(second)}). Did the " +
                "catalogue change meanwhile?");
        if (!second.Playlists.Equals(first.Playlists)) throw new CliException("The second match differs from the first.");
    }

    private async Task ImportAsync(
        string kind, Func<GatewayConnection, string, CancellationToken, Task<ImportSummary>> importAsync,
        CancellationToken cancellationToken)
    {
        var path = Path.Combine(samples, $"{kind}.jsonl");
        var clock = Stopwatch.StartNew();
        var summary = await importAsync(gateway, path, cancellationToken);
        ImportReport.Rejections(summary, path);
        if (summary.Rejected > 0) throw new CliException($"{summary.Rejected:N0} lines of {path} were refused.");
        Step($"import {kind}", clock, ImportReport.Line(summary, kind), new Dictionary<string, object>
        {
            ["inserted"] = summary.Inserted, ["updated"] = summary.Updated, ["unchanged"] = summary.Unchanged,
        });
    }

    private async Task BackfillAsync(string name, BackfillKind kind, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var run = new BackfillRun(gateway, Patience);
        var job = await run.FollowAsync(await run.StartAsync(kind, "", cancellationToken), name, cancellationToken);
        if (job.Failed > 0) throw new CliException($"{job.Failed:N0} of {job.Total:N0} items of backfill {job.Id} failed.");
        Step(name, clock, $"{job.Computed:N0} computed, {job.Skipped:N0} stored already", new Dictionary<string, object>
        {
            ["total"] = job.Total, ["computed"] = job.Computed, ["skipped"] = job.Skipped,
        });
    }

    private async Task<MatchResponse> MatchAsync(string name, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var response = await gateway.Matching.MatchAsync(new MatchRequest { Limit = limit }, GatewayConnection.Soon(cancellationToken));
        Step(name, clock, MatchTable.WorkLine(response), new Dictionary<string, object>
        {
            ["cache"] = response.Cache.ToString().ToLowerInvariant(), ["playlists"] = response.Playlists.Count,
            ["embeddings_computed"] = response.Work.EmbeddingsComputed, ["embeddings_reused"] = response.Work.EmbeddingsReused,
            ["pairs_scored"] = response.Work.PairsScored, ["pairs_reused"] = response.Work.PairsReused, ["context_key"] =
                response.ContextKey,
        });
        return response;
    }

    private void Step(string name, Stopwatch clock, string line, Dictionary<string, object> counts)
    {
        var seconds = Math.Round(clock.Elapsed.TotalSeconds, 4);
        report.Steps.Add(new DemoStep(name, seconds, counts));
        Console.Out.WriteLine($"{name}: {line} ({(seconds < 1 ? $"{seconds * 1000:0} ms" : $"{seconds:0.0} s")})");
    }
}
