using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Catalog;
using Npgsql;

namespace Attune.Matching.Music.Profiles;

/// <summary>Reads playlists with the ids of their members and the stored vectors of their texts, in one round trip.</summary>
internal static class MemberReader
{
    private static readonly string Sql = $"""
        SELECT {PlaylistColumns.Select}, e.vector,
            ARRAY(SELECT m.track_id FROM playlist_members m WHERE m.playlist_id = p.id ORDER BY m.track_id)
        FROM playlists p
        LEFT JOIN playlist_embeddings e ON e.playlist_id = p.id AND e.content_hash = p.text_hash AND e.model = $2 AND e.revision = $3
        WHERE p.id = ANY($1)
        """;

    public static async Task<IReadOnlyList<MemberList>> ReadAsync(
        NpgsqlConnection connection, string[] ids, ModelKey model, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters = { new() { Value = ids }, new() { Value = model.Name }, new() { Value = model.Revision } },
        };
        var lists = new List<MemberList>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            lists.Add(Read(reader, model));
        return lists;
    }

    private static MemberList Read(NpgsqlDataReader reader, ModelKey model) => new(
        PlaylistColumns.Read(reader),
        StoredVectors.ReadOptional(reader, PlaylistColumns.Count, model),
        reader.GetFieldValue<string[]>(PlaylistColumns.Count + 1));
}
