using Attune.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Embeddings;

/// <summary>Writes vectors. A vector that is stored already stays as it is: equal keys mean equal vectors.</summary>
internal static class VectorStore
{
    private static readonly Dictionary<string, BulkTable<Row>> Tables = new(StringComparer.Ordinal);

    static VectorStore()
    {
        foreach (var subject in new IEmbeddingSubject[] { new TrackSubject(), new PlaylistSubject() })
            Tables[subject.VectorTable] = TableOf(subject);
    }

    /// <returns>How many were new.</returns>
    public static Task<long> SaveAsync(NpgsqlConnection connection, IEmbeddingSubject subject, ModelKey model, IEnumerable<StoredVector> vectors, CancellationToken cancellationToken) =>
        BulkUpsert.ExecuteAsync(connection, Tables[subject.VectorTable], [.. vectors.Select(vector => new Row(vector, model))], cancellationToken);

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
