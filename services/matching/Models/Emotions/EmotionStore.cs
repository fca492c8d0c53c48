using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Attune.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Models.Emotions;

/// <summary>Reads and writes the emotions of tracks. What is stored already stays as it is: equal keys mean equal emotions.</summary>
internal static class EmotionStore
{
    public const string TableName = "track_emotions";
    private const NpgsqlDbType Numbers = NpgsqlDbType.Array | NpgsqlDbType.Real;

    private static readonly BulkTable<Row> Table = BulkTable.For<Row>(TableName)
        .Column("track_id", NpgsqlDbType.Text, row => row.Emotions.Id)
        .Column("content_hash", NpgsqlDbType.Text, row => row.Emotions.ContentHash)
        .Column("model", NpgsqlDbType.Text, row => row.Model.Name)
        .Column("revision", NpgsqlDbType.Text, row => row.Model.Revision)
        .Column("buckets", Numbers, row => row.Emotions.Buckets)
        .Column("labels", Numbers, row => row.Emotions.Labels)
        .OnConflict("track_id", "content_hash", "model", "revision")
        .DoNothing();

    /// <summary>Those of the texts' emotions that are stored, in one round trip; in no particular order.</summary>
    /// <exception cref="PreconditionException">One has another number of buckets or labels than the model.</exception>
    public static async Task<IReadOnlyList<StoredEmotions>> FindAsync(
        NpgsqlConnection connection, EmotionModel model, IReadOnlyList<Embeddable> items, CancellationToken cancellationToken)
    {
        // LIMIT keeps every text one look into the index; see VectorStore.
        await using var command = new NpgsqlCommand($"""
            SELECT wanted.id, wanted.content_hash, e.buckets, e.labels
            FROM unnest($1, $2) AS wanted(id, content_hash)
            CROSS JOIN LATERAL (
                SELECT o.buckets, o.labels FROM {TableName} o
                WHERE o.track_id = wanted.id AND o.content_hash = wanted.content_hash AND o.model = $3 AND o.revision = $4
                LIMIT 1) AS e
            """, connection)
        {
            Parameters =
            {
                new() { Value = items.Select(item => item.Id).ToArray() },
                new() { Value = items.Select(item => item.ContentHash).ToArray() },
                new() { Value = model.Key.Name }, new() { Value = model.Key.Revision },
            },
        };
        var found = new List<StoredEmotions>(items.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add(Read(reader, model));
        return found;
    }

    /// <returns>How many were new.</returns>
    public static Task<long> SaveAsync(
        NpgsqlConnection connection, ModelKey model, IEnumerable<StoredEmotions> emotions, CancellationToken cancellationToken) =>
        BulkUpsert.ExecuteAsync(connection, Table, [.. emotions.Select(row => new Row(row, model))], cancellationToken);

    private static StoredEmotions Read(NpgsqlDataReader reader, EmotionModel model)
    {
        var (buckets, labels) = (reader.GetFieldValue<float[]>(2), reader.GetFieldValue<float[]>(3));
        return buckets.Length == model.Buckets.Count && labels.Length == model.Labels.Count
            ? new StoredEmotions(reader.GetString(0), reader.GetString(1), buckets, labels)
            : throw new PreconditionException(
                $"Emotions of {buckets.Length} buckets and {labels.Length} labels are stored for {model.Key}, which has " +
                $"{model.Buckets.Count} and {model.Labels.Count}; a model that changes them needs another revision.");
    }

    private readonly record struct Row(StoredEmotions Emotions, ModelKey Model);
}
