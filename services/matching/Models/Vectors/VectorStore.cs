using System.Collections.Concurrent;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Attune.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Models.Vectors;

/// <summary>Reads and writes vectors. A vector that is stored already stays as it is: equal keys mean equal vectors.</summary>
internal static class VectorStore
{
    private static readonly ConcurrentDictionary<string, BulkTable<Row>> Tables = new(StringComparer.Ordinal);

    /// <returns>How many were new.</returns>
    public static Task<long> SaveAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, ModelKey model, IEnumerable<StoredVector> vectors,
        CancellationToken cancellationToken)
    {
        var table = Tables.GetOrAdd(subject.VectorTable, static (_, kind) => TableOf(kind), subject);
        return BulkUpsert.ExecuteAsync(connection, table, [.. vectors.Select(vector => new Row(vector, model))], cancellationToken);
    }

    /// <summary>Those of the texts' vectors that are stored, in one round trip; in no particular order.</summary>
    /// <exception cref="PreconditionException">One has another length than the model's.</exception>
    public static async Task<IReadOnlyList<StoredVector>> FindAsync(
        NpgsqlConnection connection, IEmbeddingSubject subject, ModelKey model, IReadOnlyList<Embeddable> items,
        CancellationToken cancellationToken)
    {
        // LIMIT keeps every text one look into the index: in a table that has just been filled the planner takes a model for rare, and
        // would read all of its rows.
        await using var command = new NpgsqlCommand($"""
            SELECT wanted.id, wanted.content_hash, e.vector
            FROM unnest($1, $2) AS wanted(id, content_hash)
            CROSS JOIN LATERAL (
                SELECT v.vector FROM {subject.VectorTable} v
                WHERE v.{subject.IdColumn} = wanted.id AND v.content_hash = wanted.content_hash AND v.model = $3 AND v.revision = $4
                LIMIT 1) AS e
            """, connection)
        {
            Parameters =
            {
                new() { Value = items.Select(item => item.Id).ToArray() },
                new() { Value = items.Select(item => item.ContentHash).ToArray() },
                new() { Value = model.Name }, new() { Value = model.Revision },
            },
        };
        var vectors = new List<StoredVector>(items.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            vectors.Add(Read(reader, model));
        return vectors;
    }

    private static StoredVector Read(NpgsqlDataReader reader, ModelKey model) =>
        new(reader.GetString(0), reader.GetString(1), StoredVectors.Read(reader, 2, model));

    private static BulkTable<Row> TableOf(IEmbeddingSubject subject) => BulkTable.For<Row>(subject.VectorTable)
        .Column(subject.IdColumn, NpgsqlDbType.Text, row => row.Vector.Id)
        .Column("content_hash", NpgsqlDbType.Text, row => row.Vector.ContentHash)
        .Column("model", NpgsqlDbType.Text, row => row.Model.Name)
        .Column("revision", NpgsqlDbType.Text, row => row.Model.Revision)
        .Column("dims", NpgsqlDbType.Integer, row => row.Model.Dims)
        .Vector("vector", row => row.Vector.Values)
        .OnConflict(subject.IdColumn, "content_hash", "model", "revision")
        .DoNothing();

    private readonly record struct Row(StoredVector Vector, ModelKey Model);
}
