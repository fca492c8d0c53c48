using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Npgsql;

namespace Attune.Matching.Music.Catalog;

/// <summary>The texts of tracks that a model has not read yet.</summary>
internal static class TrackTexts
{
    /// <summary>
    /// Those of the ids whose current text has no row of the model in a table of outputs, with the text. Ids that no longer exist are left
    /// out.
    /// </summary>
    /// <param name="connection">An open one.</param>
    /// <param name="table">Keyed by track_id, content_hash, model and revision.</param>
    /// <param name="ids">Of tracks.</param>
    /// <param name="model">Whose outputs.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<IReadOnlyList<Embeddable>> LackingAsync(
        NpgsqlConnection connection, string table, string[] ids, ModelKey model, CancellationToken cancellationToken)
    {
        // OFFSET keeps every text one look into the index; see VectorStore.
        await using var command = new NpgsqlCommand($"""
            SELECT {TrackColumns.Select}, t.text_hash FROM tracks t
            WHERE t.id = ANY($1) AND NOT EXISTS (
                SELECT FROM {table} o
                WHERE o.track_id = t.id AND o.content_hash = t.text_hash AND o.model = $2 AND o.revision = $3 OFFSET 0)
            ORDER BY t.id
            """, connection);
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = model.Name });
        command.Parameters.Add(new() { Value = model.Revision });
        var lacking = new List<Embeddable>(ids.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var track = TrackColumns.Read(reader);
            var text = TrackText.For(track);
            lacking.Add(new Embeddable(track.Id, reader.GetString(TrackColumns.Count), text, Glue.Of(text, TrackText.OwnWords(track))));
        }
        return lacking;
    }
}
