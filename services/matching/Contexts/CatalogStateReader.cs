using Attune.Contracts;
using Attune.Matching.Configs;
using Attune.Matching.Evaluation.Gate;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Contexts;

/// <summary>
/// Reads the state of the catalogue in one round trip. The database hashes the sets itself, so that asking about 100,000 candidates moves 64
/// digits and not 100,000 rows: it builds the very bytes of RFC 8785 JSON, which is safe because ids and hashes hold no character
/// that JSON escapes.
/// </summary>
internal static class CatalogStateReader
{
    private const string Playlists = """
        SELECT p.id, p.name, p.text_hash, encode(sha256(convert_to(
            '[' || coalesce(string_agg('["' || m.track_id || '","' || t.text_hash || '","' || t.signals_hash || '"]', ',' ORDER BY m.track_id), '') || ']', 'UTF8')), 'hex')
        FROM playlists p
        LEFT JOIN playlist_members m ON m.playlist_id = p.id
        LEFT JOIN tracks t ON t.id = m.track_id
        WHERE $1::text[] IS NULL OR p.id = ANY($1)
        GROUP BY p.id ORDER BY p.id
        """;

    private const string Candidates = """
        SELECT count(*), encode(sha256(convert_to(
            '[' || coalesce(string_agg('["' || id || '","' || text_hash || '","' || signals_hash || '"]', ',' ORDER BY id), '') || ']', 'UTF8')), 'hex')
        FROM tracks WHERE $1::text[] IS NULL OR id = ANY($1)
        """;

    /// <summary>One playlist; null when there is none like that.</summary>
    public static async Task<PlaylistState?> PlaylistAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Playlists, connection) { Parameters = { Ids([id]) } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadPlaylist(reader) : null;
    }

    public static async Task<CatalogState> ReadAsync(NpgsqlConnection connection, MatchQuestion question, string bundleHash, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command(Playlists, question.PlaylistIds), Command(Candidates, question.TrackIds),
                new(ConfigStore.FindSql) { Parameters = { new() { Value = question.Config } } },
                new(BundleGate.IsAcceptedSql) { Parameters = { new() { Value = bundleHash } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var playlists = new List<PlaylistState>();
        while (await reader.ReadAsync(cancellationToken))
            playlists.Add(ReadPlaylist(reader));
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (count, hash) = (reader.GetInt64(0), $"{Versions.CandidateSet}_{reader.GetString(1)}");
        await reader.NextResultAsync(cancellationToken);
        var config = await reader.ReadAsync(cancellationToken) ? ConfigStore.Read(reader) : null;
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new CatalogState(playlists, count, hash, config, reader.GetBoolean(0));
    }

    private static PlaylistState ReadPlaylist(NpgsqlDataReader reader) => new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));

    private static NpgsqlBatchCommand Command(string sql, string[]? ids) => new(sql) { Parameters = { Ids(ids) } };

    private static NpgsqlParameter Ids(string[]? ids) => new() { Value = (object?)ids ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
