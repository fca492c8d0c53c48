using Attune.Matching.Music.Contexts;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Matches;

/// <summary>Reads which candidates are members already, in one round trip.</summary>
internal static class MembershipReader
{
    private const string Excluded = """
        SELECT m.playlist_id, m.track_id FROM playlist_members m
        WHERE m.playlist_id = ANY($1) AND ($2::text[] IS NULL OR m.track_id = ANY($2))
        ORDER BY m.playlist_id, m.track_id
        """;

    private const string OtherMembers = """
        SELECT count(DISTINCT m.track_id) FROM playlist_members m WHERE m.playlist_id = ANY($1) AND $2::text[] IS NOT NULL
            AND m.track_id <> ALL($2)
        """;

    public static async Task<Membership> ReadAsync(
        NpgsqlConnection connection, MatchQuestion question, CatalogState state, CancellationToken cancellationToken)
    {
        string[] playlists = [.. state.Playlists.Select(playlist => playlist.Id)];
        await using var batch = new NpgsqlBatch(
            connection) { BatchCommands = { Command(Excluded, playlists, question), Command(OtherMembers, playlists, question) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var excluded = playlists.ToDictionary(id => id, _ => new List<string>(), StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            if (!question.IncludeMembers) excluded[reader.GetString(0)].Add(reader.GetString(1));
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Membership([.. playlists.Select(id => excluded[id].ToArray())], reader.GetInt64(0));
    }

    private static NpgsqlBatchCommand Command(string sql, string[] playlists, MatchQuestion question) => new(sql)
    {
        Parameters = { new() { Value = playlists },
            new() { Value = (object?)question.TrackIds ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } },
    };
}
