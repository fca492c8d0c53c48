using System.Security.Cryptography;
using System.Text;
using Attune.Contracts;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Configs;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Contexts;

/// <summary>
/// Reads the state of the catalogue in one round trip. The database hashes the sets itself, so that asking about 100,000 candidates moves
/// 64 digits and not 100,000 rows: it builds the very bytes of RFC 8785 JSON, which is safe because ids and hashes hold no character that
/// JSON escapes. When the catalogue stands at the version that this process has seen last, it reads and hashes nothing.
/// </summary>
internal sealed class CatalogStateReader(MatchMemory memory)
{
    private const string Version = "SELECT version FROM catalogue_version";

    // $2: the version that is known already.
    private const string IsNew = $"$2::bigint IS DISTINCT FROM ({Version})";

    private const string Playlists = $"""
        SELECT p.id, p.name, p.text_hash, encode(sha256(convert_to(
            '[' || coalesce(string_agg('["' || m.track_id || '","' || t.text_hash || '","' || t.signals_hash || '"]', ','
                ORDER BY m.track_id), '') || ']', 'UTF8')), 'hex')
        FROM playlists p
        LEFT JOIN playlist_members m ON m.playlist_id = p.id
        LEFT JOIN tracks t ON t.id = m.track_id
        WHERE ($1::text[] IS NULL OR p.id = ANY($1)) AND {IsNew}
        GROUP BY p.id ORDER BY p.id
        """;

    private const string Candidates = $"""
        SELECT count(*), encode(sha256(convert_to(
            '[' || coalesce(string_agg('["' || id || '","' || text_hash || '","' || signals_hash || '"]', ',' ORDER BY id), '') || ']',
                'UTF8')), 'hex')
        FROM tracks WHERE ($1::text[] IS NULL OR id = ANY($1)) AND {IsNew}
        """;

    /// <summary>One playlist; null when there is none like that.</summary>
    public static async Task<PlaylistState?> PlaylistAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Playlists, connection) { Parameters = { Ids([id]), Known(null) } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadPlaylist(reader) : null;
    }

    public async Task<CatalogState> ReadAsync(
        NpgsqlConnection connection, MatchQuestion question, string bundleHash, CancellationToken cancellationToken)
    {
        var key = KeyOf(question);
        var known = memory.StateOf(key);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Version), Command(Playlists, question.PlaylistIds, known), Command(Candidates, question.TrackIds, known), new(Version),
                new(ConfigStore.FindSql) { Parameters = { new() { Value = question.Config } } },
                new(AcceptedBundles.IsAcceptedSql) { Parameters = { new() { Value = bundleHash } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var (state, stood) = await ReadStateAsync(reader, cancellationToken);
        if (state.Version == known?.Version) (state, stood) = (known, true);
        else if (stood) memory.Keep(key, state);
        await reader.NextResultAsync(cancellationToken);
        var config = await reader.ReadAsync(cancellationToken) ? ConfigStore.Read(reader) : null;
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new CatalogState(
            stood ? state.Version : null, state.Playlists, state.CandidateCount, state.CandidateSetHash, config, reader.GetBoolean(0));
    }

    /// <returns>
    /// The state, and whether the catalogue stood still while it was read: each command sees what was committed before it.
    /// </returns>
    private static async Task<(RememberedState State, bool Stood)> ReadStateAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        var version = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var playlists = new List<PlaylistState>();
        while (await reader.ReadAsync(cancellationToken))
            playlists.Add(ReadPlaylist(reader));
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (count, hash) = (reader.GetInt64(0), $"{Versions.CandidateSet}_{reader.GetString(1)}");
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (new RememberedState(version, playlists, count, hash), reader.GetInt64(0) == version);
    }

    // Ids hold no U+0000 (see FieldRules), so that no two lists read the same.
    private static string KeyOf(MatchQuestion question) =>
        question is { PlaylistIds: null, TrackIds: null }
            ? "all"
            : Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{Join(question.PlaylistIds)}\0\0{Join(question.TrackIds)}")));

    private static string Join(string[]? ids) => ids is null ? "all" : $"of\0{string.Join('\0', ids)}";

    private static PlaylistState ReadPlaylist(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));

    private static NpgsqlBatchCommand Command(string sql, string[]? ids, RememberedState? known) =>
        new(sql) { Parameters = { Ids(ids), Known(known?.Version) } };

    private static NpgsqlParameter Ids(string[]? ids) =>
        new() { Value = (object?)ids ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Known(long? version) =>
        new() { Value = (object?)version ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };
}
