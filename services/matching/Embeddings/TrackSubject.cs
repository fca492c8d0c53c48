using Attune.Contracts.Embedding.V1;
using Attune.Matching.Catalog;
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

    public async Task<IReadOnlyList<Embeddable>> MissingAsync(NpgsqlConnection connection, string[] ids, ModelKey model, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT {TrackColumns.Select}, t.text_hash FROM tracks t
            WHERE t.id = ANY($1) AND NOT EXISTS (
                SELECT FROM track_embeddings e
                WHERE e.track_id = t.id AND e.content_hash = t.text_hash AND e.model = $2 AND e.revision = $3)
            ORDER BY t.id
            """, connection);
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = model.Name });
        command.Parameters.Add(new() { Value = model.Revision });
        var missing = new List<Embeddable>(ids.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var track = TrackColumns.Read(reader);
            missing.Add(new Embeddable(track.Id, reader.GetString(TrackColumns.Count), TrackText.For(track)));
        }
        return missing;
    }
}
