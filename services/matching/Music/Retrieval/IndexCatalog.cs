using Attune.Matching.Models.Bundles;
using Npgsql;

namespace Attune.Matching.Music.Retrieval;

/// <summary>What the database's own catalogue says about indexes: there is no second record of them that could be wrong.</summary>
internal static class IndexCatalog
{
    private const string Listing = """
        SELECT c.relname, pg_get_expr(i.indpred, i.indrelid), pg_relation_size(c.oid), i.indisvalid AND i.indisready
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
        WHERE i.indrelid = 'track_embeddings'::regclass AND a.amname = 'hnsw' AND starts_with(c.relname, $1)
        ORDER BY c.relname
        """;

    /// <returns>Null when there is none of the model.</returns>
    public static async Task<bool?> IsValidAsync(NpgsqlConnection connection, ModelKey model, CancellationToken cancellationToken)
    {
        await using var command =
            new NpgsqlCommand("SELECT indisvalid AND indisready FROM pg_index WHERE indexrelid = to_regclass($1)", connection);
        command.Parameters.Add(new() { Value = VectorIndex.NameOf(model) });
        return (bool?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Whether the model has at least so many vectors; looks at no more than that.</summary>
    public static async Task<bool> HasRowsAsync(NpgsqlConnection connection, ModelKey model, int count, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) = $4 FROM (SELECT FROM track_embeddings WHERE model = $1 AND revision = $2 AND dims = $3 LIMIT $4) AS found",
            connection);
        command.Parameters.Add(new() { Value = model.Name });
        command.Parameters.Add(new() { Value = model.Revision });
        command.Parameters.Add(new() { Value = model.Dims });
        command.Parameters.Add(new() { Value = (long)count });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Whether a backfill of track vectors is open and has ended a batch within the last half minute.</summary>
    public static async Task<bool> IsBeingFilledAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT EXISTS (
                SELECT FROM backfill_jobs j JOIN backfill_batches b ON b.job_id = j.id
                WHERE j.kind = 'track_embeddings' AND j.finished_at IS NULL AND b.finished_at > now() - interval '30 seconds')
            """, connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task<IReadOnlyList<StoredIndex>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Listing, connection) { Parameters = { new() { Value = VectorIndex.NamePrefix } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var indexes = new List<StoredIndex>();
        while (await reader.ReadAsync(cancellationToken))
            indexes.Add(new StoredIndex(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetBoolean(3)));
        return indexes;
    }
}
