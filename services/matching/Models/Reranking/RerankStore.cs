using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Outputs;
using Attune.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Models.Reranking;

/// <summary>Reads and writes scores of pairs. What is stored already stays as it is: equal keys mean equal scores.</summary>
internal static class RerankStore
{
    public const string TableName = "rerank_scores";

    private static readonly BulkTable<Row> Table = BulkTable.For<Row>(TableName)
        .Column("query_hash", NpgsqlDbType.Text, row => row.Pair.Key.QueryHash)
        .Column("document_hash", NpgsqlDbType.Text, row => row.Pair.Key.DocumentHash)
        .Column("model", NpgsqlDbType.Text, row => row.Model.Name)
        .Column("revision", NpgsqlDbType.Text, row => row.Model.Revision)
        .Column("score", NpgsqlDbType.Real, row => row.Pair.Score)
        .OnConflict("query_hash", "document_hash", "model", "revision")
        .DoNothing();

    /// <summary>In one round trip, whatever the number of pairs.</summary>
    /// <returns>One a pair, in order; null where none is stored.</returns>
    public static async Task<RerankAnswer?[]> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<RerankKey> pairs, ModelKey reranker, CancellationToken cancellationToken)
    {
        var scores = new RerankAnswer?[pairs.Count];
        if (pairs.Count == 0) return scores;
        // LIMIT keeps every pair one look into the index: for some thousands of pairs the planner would rather read the whole table, which
        // only grows.
        await using var command = new NpgsqlCommand("""
            SELECT wanted.place, s.score, s.refusal
            FROM unnest($1, $2) WITH ORDINALITY AS wanted(query_hash, document_hash, place)
            CROSS JOIN LATERAL (
                (SELECT r.score, NULL AS refusal FROM rerank_scores r
                WHERE r.query_hash = wanted.query_hash AND r.document_hash = wanted.document_hash AND r.model = $3 AND r.revision = $4
                LIMIT 1)
                UNION ALL
                (SELECT NULL, f.reason FROM refused_outputs f
                WHERE f.output = 'rerank_scores' AND f.content_hash = wanted.query_hash || ' ' || wanted.document_hash
                    AND f.model = $3 AND f.revision = $4
                LIMIT 1)
                LIMIT 1) AS s
            """, connection)
        {
            Parameters =
            {
                new() { Value = pairs.Select(pair => pair.QueryHash).ToArray() },
                new() { Value = pairs.Select(pair => pair.DocumentHash).ToArray() },
                new() { Value = reranker.Name }, new() { Value = reranker.Revision },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) scores[reader.GetInt64(0) - 1] = Read(reader);
        return scores;
    }

    /// <summary>Pairs of which the reranker makes no score.</summary>
    public static Task RefuseAsync(
        NpgsqlConnection connection, ModelKey reranker, IEnumerable<(RerankKey Pair, string Reason)> pairs,
        CancellationToken cancellationToken) =>
        RefusalStore.SaveAsync(
            connection, TableName, reranker, [.. pairs.Select(pair => ($"{pair.Pair.QueryHash} {pair.Pair.DocumentHash}", pair.Reason))],
            cancellationToken);

    /// <returns>How many were new.</returns>
    public static Task<long> SaveAsync(
        NpgsqlConnection connection, ModelKey reranker, IEnumerable<StoredScore> scores, CancellationToken cancellationToken) =>
        BulkUpsert.ExecuteAsync(connection, Table, [.. scores.Select(score => new Row(score, reranker))], cancellationToken);

    private static RerankAnswer Read(NpgsqlDataReader reader) =>
        new(reader.IsDBNull(1) ? null : reader.GetFloat(1), reader.IsDBNull(2) ? null : reader.GetString(2));

    private readonly record struct Row(StoredScore Pair, ModelKey Model);
}
