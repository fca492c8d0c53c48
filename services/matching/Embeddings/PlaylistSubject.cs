using Attune.Contracts.Embedding.V1;
using Attune.Contracts.Matching.V1;
using Attune.Matching.Catalog;
using Dapper;
using Npgsql;

namespace Attune.Matching.Embeddings;

internal sealed class PlaylistSubject : IEmbeddingSubject
{
    public string VectorTable => "playlist_embeddings";
    public string IdColumn => "playlist_id";
    public InputType InputType => InputType.Query;

    public async Task<IReadOnlyList<string>> IdsAfterAsync(NpgsqlConnection connection, string after, int count, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT id FROM playlists WHERE id > @after ORDER BY id LIMIT @count", new { after, count }, cancellationToken: cancellationToken))).AsList();

    public async Task<IReadOnlyList<Embeddable>> MissingAsync(NpgsqlConnection connection, string[] ids, ModelKey model, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(string Id, string Name, string Description, string Hash)>(new CommandDefinition("""
            SELECT p.id, p.name, p.description, p.text_hash FROM playlists p
            WHERE p.id = ANY(@ids) AND NOT EXISTS (
                SELECT FROM playlist_embeddings e
                WHERE e.playlist_id = p.id AND e.content_hash = p.text_hash AND e.model = @Name AND e.revision = @Revision)
            ORDER BY p.id
            """, new { ids, model.Name, model.Revision }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => new Embeddable(row.Id, row.Hash, PlaylistText.For(new Playlist { Name = row.Name, Description = row.Description })))];
    }
}
