using Attune.Contracts.Embedding.V1;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Models.Vectors;
using Npgsql;

namespace Attune.Matching.Music.Catalog;

internal sealed class PlaylistSubject : IEmbeddingSubject
{
    public string VectorTable => "playlist_embeddings";
    public string IdColumn => "playlist_id";
    public InputType InputType => InputType.Query;

    public async Task<IReadOnlyList<Embeddable>> MissingAsync(
        NpgsqlConnection connection, string[] ids, ModelKey model, CancellationToken cancellationToken)
    {
        // OFFSET keeps every text one look into the index; see VectorStore.
        await using var command = new NpgsqlCommand($"""
            SELECT {PlaylistColumns.Select}, p.text_hash FROM playlists p
            WHERE p.id = ANY($1) AND NOT EXISTS (
                SELECT FROM playlist_embeddings e
                WHERE e.playlist_id = p.id AND e.content_hash = p.text_hash AND e.model = $2 AND e.revision = $3 OFFSET 0)
            ORDER BY p.id
            """, connection);
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = model.Name });
        command.Parameters.Add(new() { Value = model.Revision });
        var missing = new List<Embeddable>(ids.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var playlist = PlaylistColumns.Read(reader);
            var text = PlaylistText.For(playlist);
            var glue = Glue.Of(text, PlaylistText.OwnWords(playlist));
            missing.Add(new Embeddable(playlist.Id, reader.GetString(PlaylistColumns.Count), text, glue));
        }
        return missing;
    }
}
