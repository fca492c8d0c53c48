using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Outputs;
using Npgsql;

namespace Attune.Matching.Models.Reranking;

/// <summary>
/// Scores of (query, document) pairs: from the store where they are, else from the reranker, once however many calls miss them.
/// </summary>
internal sealed class RerankScores(EmbeddingClient client)
{
    // The embedding service forms its batches from the texts of all waiting calls; a few at a time keep it busy.
    private const int ConcurrentCalls = 4;

    // Scores that are not stored are shared among their like only: who wants them stored must not be given one that is not.
    private readonly SingleFlight<(RerankKey Pair, ModelKey Model), RerankAnswer> _stored = new(), _passing = new();

    /// <inheritdoc cref="RerankStore.FindAsync"/>
    public static Task<RerankAnswer?[]> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<RerankKey> pairs, ModelKey reranker, CancellationToken cancellationToken) =>
        RerankStore.FindAsync(connection, pairs, reranker, cancellationToken);

    /// <summary>Looks into the store again before it computes: what the caller missed may have been stored meanwhile.</summary>
    /// <param name="connection">Outside of a snapshot, and not used by the caller meanwhile.</param>
    /// <param name="tasks">Pairs that come twice are scored once.</param>
    /// <param name="reranker">By which model.</param>
    /// <param name="store">False leaves the store as it is, for dry runs.</param>
    /// <param name="cancellationToken">Of this call; those that wait for it take over.</param>
    /// <exception cref="DependencyUnavailableException">
    /// The embedding service is away or full. What was scored until then is stored, and a later call goes on from there.
    /// </exception>
    /// <exception cref="PreconditionException">It serves another model by now.</exception>
    public async Task<ComputedScores> ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<RerankTask> tasks, ModelKey reranker, bool store, CancellationToken cancellationToken)
    {
        var (queries, documents) =
            (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var task in tasks)
        {
            queries[task.QueryHash] = task.QueryText;
            foreach (var document in task.Documents) documents[document.ContentHash] = document.Text;
        }
        var computed = 0L;
        var keys = tasks.SelectMany(
            task => task.Documents.Select(document => (new RerankKey(task.QueryHash, document.ContentHash), reranker)));
        var scores = await (store ? _stored : _passing).GetAsync(keys, async (claimed, deliver, token) =>
        {
            using var buffer = new RerankBuffer(connection, reranker, store, (pair, answer) => deliver((pair, reranker), answer));
            try
            {
                var missing = await TakeStoredAsync(connection, claimed, deliver, token);
                await ScoreAsync(
                    missing.GroupBy(pair => pair.QueryHash, StringComparer.Ordinal), queries, documents, reranker, buffer, token);
                await buffer.FlushAsync(token);
            }
            catch (ServiceException)
            {
                await buffer.FlushAsync(token);
                throw;
            }
            finally
            {
                computed += buffer.Count;
            }
        }, cancellationToken);
        return new ComputedScores(
            [.. tasks.Select(
                task => task.Documents.Select(document => scores[(new RerankKey(task.QueryHash, document.ContentHash), reranker)])
                    .ToArray())], computed);
    }

    private static async Task<IReadOnlyList<RerankKey>> TakeStoredAsync(
        NpgsqlConnection connection, IReadOnlyList<(RerankKey Pair, ModelKey Model)> claimed,
        Action<(RerankKey, ModelKey), RerankAnswer> deliver, CancellationToken cancellationToken)
    {
        var stored = await RerankStore.FindAsync(connection, [.. claimed.Select(key => key.Pair)], claimed[0].Model, cancellationToken);
        var missing = new List<RerankKey>();
        foreach (var (key, score) in claimed.Zip(stored))
        {
            if (score is { } known) deliver(key, known);
            else missing.Add(key.Pair);
        }
        return missing;
    }

    private Task ScoreAsync(
        IEnumerable<IGrouping<string, RerankKey>> queries, Dictionary<string, string> queryTexts, Dictionary<string, string> documentTexts,
        ModelKey reranker,
        RerankBuffer buffer, CancellationToken cancellationToken)
    {
        var parts = queries.SelectMany(query => query.Chunk(EmbeddingClient.LargestCall));
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = ConcurrentCalls, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(parts, bounds, async (pairs, token) =>
        {
            var answers = await client.RerankAsync(
                queryTexts[pairs[0].QueryHash], [.. pairs.Select(pair => documentTexts[pair.DocumentHash])], reranker, token);
            // Not the token of the loop: what one call has scored is kept when another one fails.
            await buffer.AddAsync(pairs, answers, cancellationToken);
        });
    }
}
