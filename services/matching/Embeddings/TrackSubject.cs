using Attune.Contracts.Embedding.V1;
using Dapper;
using Npgsql;

namespace Attune.Matching.Embeddings;

internal sealed class TrackSubject : IEmbeddingSubject
{
    public string VectorTable => "track_embeddings";
    public string IdColumn => "track_id";
    public InputType InputType => InputType.Document;

    public async Task<IReadOnlyList<string>> IdsAfterAsync(NpgsqlConnection connection, string after, int count, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT id FROM tracks WHERE id > @after ORDER BY id LIMIT @count", new { after, count }, cancellationToken: cancellationToken))).AsList();

    public Task<IReadOnlyList<Embeddable>> MissingAsync(NpgsqlConnection connection, string[] ids, ModelKey model, CancellationToken cancellationToken) =>
        TrackTexts.LackingAsync(connection, VectorTable, ids, model, cancellationToken);
}
