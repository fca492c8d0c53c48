using System.Collections.Concurrent;
using Attune.Matching.Models.Bundles;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Retrieval;

/// <summary>
/// Counts what searches cannot bring, in one round trip. Once every track has a vector, that holds as long as the version of the catalogue:
/// it is counted once and then remembered.
/// </summary>
internal sealed class UnsearchableCount
{
    private const string CurrentVector =
        "FROM track_embeddings e WHERE e.track_id = t.id AND e.content_hash = t.text_hash AND e.model = $1 AND e.revision = $2";

    // OFFSET keeps every text one look into the index; see VectorStore. Zeros are found by an index that holds nothing else.
    private const string Sql = $"""
        SELECT version, version IS NOT DISTINCT FROM $3,
            CASE WHEN version IS DISTINCT FROM $3 THEN (
                SELECT count(*) FROM tracks t WHERE NOT EXISTS (SELECT {CurrentVector} OFFSET 0)) END,
            CASE WHEN version IS DISTINCT FROM $3 THEN (
                SELECT count(*) FROM tracks t WHERE EXISTS (SELECT {CurrentVector} AND vector_norm(e.vector) = 0)) END
        FROM catalogue_version
        """;

    private readonly ConcurrentDictionary<ModelKey, (long Version, Unsearchable Count)> _whole = new();

    public async Task<Unsearchable> ReadAsync(NpgsqlConnection snapshot, ModelKey model, CancellationToken cancellationToken)
    {
        var known = _whole.TryGetValue(model, out var found) ? found : default((long Version, Unsearchable Count)?);
        await using var command = new NpgsqlCommand(Sql, snapshot)
        {
            Parameters =
            {
                new() { Value = model.Name }, new() { Value = model.Revision },
                new() { Value = (object?)known?.Version ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetBoolean(1)) return known!.Value.Count;
        var count = new Unsearchable(reader.GetInt64(2), reader.GetInt64(3));
        if (count.WithoutVectors == 0) _whole[model] = (reader.GetInt64(0), count);
        return count;
    }
}
