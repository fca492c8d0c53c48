using Attune.Matching.Models.Bundles;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Models.Serving;

/// <summary>
/// The bundles that were ever seen serving. A row follows from its hash and never changes, but for when it was last seen.
/// </summary>
internal sealed class BundleStore(NpgsqlDataSource database)
{
    private const NpgsqlDbType Words = NpgsqlDbType.Array | NpgsqlDbType.Text;

    public async Task SaveAsync(ServingBundle bundle, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO serving_bundles (hash, embedder, embedder_revision, embedder_dims, reranker, reranker_revision,
                emotions, emotions_revision, emotion_buckets, emotion_labels, emotions_experimental)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (hash) DO UPDATE SET last_seen_at = clock_timestamp()
            """);
        object?[] values =
        [
            bundle.Hash, bundle.Embedder.Name, bundle.Embedder.Revision, bundle.Embedder.Dims, bundle.Reranker?.Name,
            bundle.Reranker?.Revision,
            bundle.Emotions?.Key.Name, bundle.Emotions?.Key.Revision, bundle.Emotions?.Buckets.ToArray()
                ?? [], bundle.Emotions?.Labels.ToArray() ?? [], bundle.Emotions?.Experimental ?? false,
        ];
        foreach (var value in values)
        {
            var parameter = command.Parameters.Add(new() { Value = value ?? DBNull.Value });
            if (value is null) parameter.NpgsqlDbType = NpgsqlDbType.Text;
            else if (value is string[]) parameter.NpgsqlDbType = Words;
        }
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The one that was seen last; null when none ever was.</summary>
    public async Task<ServingBundle?> FindLastAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT hash, embedder, embedder_revision, embedder_dims, reranker, reranker_revision,
                emotions, emotions_revision, emotion_buckets, emotion_labels, emotions_experimental
            FROM serving_bundles ORDER BY last_seen_at DESC, hash LIMIT 1
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static ServingBundle Read(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        new ModelKey(reader.GetString(1), reader.GetString(2), reader.GetInt32(3)),
        WithoutDims(reader, 4),
        WithoutDims(reader, 6) is { } emotions
            ? new EmotionModel(emotions, reader.GetFieldValue<string[]>(8), reader.GetFieldValue<string[]>(9), reader.GetBoolean(10))
            : null);

    private static ModelKey? WithoutDims(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new ModelKey(reader.GetString(column), reader.GetString(column + 1), Dims: 0);
}
