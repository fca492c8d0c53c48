using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Models.Reranking;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Inputs;
using Npgsql;

namespace Attune.Matching.Music.Matches;

/// <summary>
/// Has the reranker read the best pairs of stage 1. A pair whose score is stored is not sent. A playlist that lacks a score for want of the
/// embedding service keeps stage 1's order as a
/// whole: blended and unblended scores are not comparable. A text that says nothing is not read, and what the reranker has no score for
/// stands behind what it has.
/// </summary>
internal sealed class StageTwo(NpgsqlDataSource database, RerankScores scores)
{
    /// <param name="run">The question, whose snapshot may be over.</param>
    /// <param name="playlists">Get their scores.</param>
    /// <param name="documents">By track id.</param>
    /// <param name="config">Says whether there is a stage 2; a bundle without a reranker has none either.</param>
    /// <param name="atMost">
    /// How many pairs are scored now. The playlists behind that keep stage 1's order; whoever asks again goes on from there.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RerankAsync(
        QuestionRun run, IReadOnlyList<RankedPlaylist> playlists, IReadOnlyDictionary<string, TrackDocument> documents, MatchConfig config,
        int atMost,
        CancellationToken cancellationToken)
    {
        if (config.RerankTop == 0 || config.RerankWeight == 0 || run.Bundle.Reranker is not { } reranker) return;
        var tally = run.Tally;
        var read = playlists.Select(playlist => playlist.Read(id => documents[id].IsSilent || tally.IsSilent(id))).ToList();
        RerankTask[] tasks = [.. playlists.Zip(read, TaskOf)];
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var known = await FindAsync(connection, tasks, reranker, cancellationToken);
        await ComputeAsync(connection, tasks, known, reranker, atMost, tally, cancellationToken);
        for (var i = 0; i < tasks.Length; i++)
        {
            var lacking = known[i].Count(answer => answer is null);
            tally.MissingRerankPairs += lacking;
            if (lacking > 0) continue;
            var answers = read[i].Zip(known[i]).ToDictionary(pair => pair.First, pair => pair.Second!.Value, StringComparer.Ordinal);
            foreach (var (id, answer) in answers)
                if (answer.Refusal is { } reason) tally.Refuse([new Refusal(RerankStore.TableName, id, reason)]);
            playlists[i].Rerank(answers);
        }

        RerankTask TaskOf(RankedPlaylist playlist, IReadOnlyList<string> ids) =>
            new(playlist.Profile.TextHash, playlist.Profile.Text,
                [.. ids.Select(id => new RerankDocument(documents[id].TextHash, documents[id].Text))]);
    }

    private static async Task<RerankAnswer?[][]> FindAsync(
        NpgsqlConnection connection, RerankTask[] tasks, ModelKey reranker, CancellationToken cancellationToken)
    {
        var keys = tasks.SelectMany(task => task.Documents.Select(document => new RerankKey(task.QueryHash, document.ContentHash)))
            .ToList();
        if (keys.Count == 0) return [.. tasks.Select(_ => Array.Empty<RerankAnswer?>())];
        var found = await RerankScores.FindAsync(connection, keys, reranker, cancellationToken);
        var next = 0;
        return [.. tasks.Select(task => found[next..(next += task.Documents.Count)])];
    }

    private async Task ComputeAsync(
        NpgsqlConnection connection, RerankTask[] tasks, RerankAnswer?[][] known, ModelKey reranker, int atMost, MatchTally tally,
        CancellationToken cancellationToken)
    {
        int[] open = [.. Enumerable.Range(0, tasks.Length).Where(i => known[i].Contains(null))];
        if (open.Length == 0 || tally.Problem is not null) return;
        var wanted = open.Sum(i => (long)known[i].Count(answer => answer is null));
        open = Within(open, known, atMost);
        RerankTask[] missing = [.. open.Select(
            i => tasks[i] with { Documents = [.. tasks[i].Documents.Where((_, document) => known[i][document] is null)] })];
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
            tally.Fail(error.Message);
        }
        if (wanted <= atMost) return;
        tally.Fail(
            $"One question has at most {atMost:N0} pairs reranked, and {wanted:N0} were missing. " +
            "Ask again, and it goes on from there; or ask about fewer playlists.");
    }

    /// <summary>Whole playlists, as many as fit: one that lacks a score would get nothing from the others.</summary>
    private static int[] Within(int[] open, RerankAnswer?[][] known, int atMost)
    {
        var pairs = 0L;
        return [.. open.TakeWhile(i => (pairs += known[i].Count(answer => answer is null)) <= atMost)];
    }
}
