using Attune.Matching.Catalog;
using Npgsql;

namespace Attune.Matching.Matches;

/// <summary>Reads tracks as documents, by id, in one round trip.</summary>
internal static class TrackDocumentReader
{
    public static async Task<IReadOnlyDictionary<string, TrackDocument>> ReadAsync(NpgsqlConnection connection, string[] ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, TrackDocument>(StringComparer.Ordinal);
        if (ids.Length == 0) return found;
        await using var command = new NpgsqlCommand($"SELECT {TrackColumns.Select}, t.text_hash FROM tracks t WHERE t.id = ANY($1)", connection) { Parameters = { new() { Value = ids } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var track = TrackColumns.Read(reader);
            found.Add(track.Id, new TrackDocument(track.Title, track.Artists, TrackText.For(track), reader.GetString(TrackColumns.Count)));
        }
        return found;
    }
}
