using Attune.Hosting.Errors;
using Attune.Matching.Configs;
using Attune.Matching.Embeddings;
using Attune.Matching.Inputs;
using Attune.Matching.Reranking;
using Npgsql;

namespace Attune.Matching.Matches;

/// <summary>
/// Has the reranker read the best pairs of stage 1. A pair whose score is stored is not sent. A playlist that lacks a score keeps stage 1's order as a
/// whole: blended and unblended scores are not comparable.
/// </summary>
internal sealed class StageTwo(NpgsqlDataSource database, RerankScores scores)
{
    /// <param name="playlists">Get their scores.</param>
    /// <param name="documents">By track id.</param>
    /// <param name="bundle">Whose reranker. Without one there is no stage 2.</param>
    /// <param name="config">Says whether there is a stage 2.</param>
    /// <param name="tally">Counts what is scored and what is missing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RerankAsync(
        IReadOnlyList<RankedPlaylist> playlists, IReadOnlyDictionary<string, TrackDocument> documents, ServingBundle bundle, MatchConfig config, MatchTally tally,
        CancellationToken cancellationToken)
    {
        if (config.RerankTop == 0 || config.RerankWeight == 0 || bundle.Reranker is not { } reranker) return;
        RerankTask[] tasks = [.. playlists.Select(playlist => playlist.Question(documents))];
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var known = await FindAsync(connection, tasks, reranker, cancellationToken);
        await ComputeAsync(connection, tasks, known, reranker, tally, cancellationToken);
        for (var i = 0; i < tasks.Length; i++)
        {
            var lacking = known[i].Count(score => score is null);
            tally.MissingRerankPairs += lacking;
            if (lacking == 0) playlists[i].Rerank([.. known[i].Select(score => score!.Value)]);
        }
    }

    private static async Task<float?[][]> FindAsync(NpgsqlConnection connection, RerankTask[] tasks, ModelKey reranker, CancellationToken cancellationToken)
    {
        var keys = tasks.SelectMany(task => task.Documents.Select(document => new RerankKey(task.QueryHash, document.ContentHash))).ToList();
        if (keys.Count == 0) return [.. tasks.Select(_ => Array.Empty<float?>())];
        var found = await RerankScores.FindAsync(connection, keys, reranker, cancellationToken);
        var next = 0;
        return [.. tasks.Select(task => found[next..(next += task.Documents.Count)])];
    }

    private async Task ComputeAsync(NpgsqlConnection connection, RerankTask[] tasks, float?[][] known, ModelKey reranker, MatchTally tally, CancellationToken cancellationToken)
    {
        int[] open = [.. Enumerable.Range(0, tasks.Length).Where(i => known[i].Contains(null))];
        if (open.Length == 0 || tally.Problem is not null) return;
        RerankTask[] missing = [.. open.Select(i => tasks[i] with { Documents = [.. tasks[i].Documents.Where((_, document) => known[i][document] is null)] })];
        try
        {
            var computed = await scores.ComputeAsync(connection, missing, reranker, store: true, cancellationToken);
            tally.RerankPairsScored += computed.Computed;
            foreach (var (i, values) in open.Zip(computed.Tasks))
            {
                var next = 0;
                for (var document = 0; document < known[i].Length; document++) known[i][document] ??= values[next++];
            }
        }
        catch (DependencyUnavailableException error)
        {
            tally.Fail(error);
        }
    }
}
