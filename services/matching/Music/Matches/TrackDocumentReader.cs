using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Catalog;
using Npgsql;

namespace Attune.Matching.Music.Matches;

/// <summary>Reads tracks as documents, by id, in one round trip.</summary>
internal static class TrackDocumentReader
{
    /// <param name="connection">In the snapshot.</param>
    /// <param name="ids">Unknown ones are left out.</param>
    /// <param name="embedder">Whose vectors tell which texts are silent; null where none are asked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyDictionary<string, TrackDocument>> ReadAsync(
        NpgsqlConnection connection, string[] ids, ModelKey? embedder, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, TrackDocument>(StringComparer.Ordinal);
        if (ids.Length == 0) return found;
        await using var command = new NpgsqlCommand($"""
            SELECT {TrackColumns.Select}, t.text_hash, EXISTS (
                SELECT FROM track_embeddings e
                WHERE e.track_id = t.id AND e.content_hash = t.text_hash AND e.model = $2 AND e.revision = $3 AND vector_norm(e.vector) = 0)
            FROM tracks t WHERE t.id = ANY($1)
            """, connection)
        {
            Parameters = { new() { Value = ids }, new() { Value = embedder?.Name ?? "" }, new() { Value = embedder?.Revision ?? "" } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var track = TrackColumns.Read(reader);
            var (hash, isSilent) = (reader.GetString(TrackColumns.Count), reader.GetBoolean(TrackColumns.Count + 1));
            found.Add(track.Id, new TrackDocument(track.Title, track.Artists, TrackText.For(track), hash, isSilent));
        }
        return found;
    }
}
