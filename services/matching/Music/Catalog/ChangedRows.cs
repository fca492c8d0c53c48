using Dapper;
using Npgsql;

namespace Attune.Matching.Music.Catalog;

/// <summary>
/// What rows were before a write, to tell afterwards which of them have changed. Takes their locks, so that nobody changes them in between.
/// </summary>
internal sealed class ChangedRows
{
    private readonly NpgsqlConnection _connection;
    private readonly string _sql;
    private readonly Dictionary<string, (string Text, string Other)> _before;

    private ChangedRows(NpgsqlConnection connection, string sql, Dictionary<string, (string, string)> before) =>
        (_connection, _sql, _before) = (connection, sql, before);

    public static Task<ChangedRows> OfTracksAsync(NpgsqlConnection connection, string[] ids, CancellationToken cancellationToken) =>
        ReadAsync(connection, "SELECT id, text_hash, signals_hash FROM tracks WHERE id = ANY(@ids) ORDER BY id", ids, cancellationToken);

    public static Task<ChangedRows> OfPlaylistsAsync(NpgsqlConnection connection, string[] ids, CancellationToken cancellationToken) =>
        ReadAsync(connection, "SELECT id, text_hash, members_hash FROM playlists WHERE id = ANY(@ids) ORDER BY id", ids, cancellationToken);

    /// <summary>The second hash of a row as it was: signals of a track, members of a playlist.</summary>
    public string? OtherBefore(string id) => _before.TryGetValue(id, out var row) ? row.Other : null;

    /// <returns>Ids with another text, and ids with another second hash; of rows that were there before.</returns>
    public async Task<(string[] Texts, string[] Others)> CompareAsync(CancellationToken cancellationToken)
    {
        if (_before.Count == 0) return ([], []);
        var after = await QueryAsync(_connection, _sql, [.. _before.Keys], cancellationToken);
        return (
            [.. after.Where(row => _before[row.Id].Text != row.Text).Select(row => row.Id)],
            [.. after.Where(row => _before[row.Id].Other != row.Other).Select(row => row.Id)]);
    }

    private static async Task<ChangedRows> ReadAsync(
        NpgsqlConnection connection, string sql, string[] ids, CancellationToken cancellationToken) => new(
        connection, sql,
        (await QueryAsync(connection, $"{sql} FOR UPDATE", ids, cancellationToken)).ToDictionary(
            row => row.Id, row => (row.Text, row.Other), StringComparer.Ordinal));

    private static async Task<IReadOnlyList<(string Id, string Text, string Other)>> QueryAsync(
        NpgsqlConnection connection, string sql, string[] ids, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(string, string, string)>(
            new CommandDefinition(sql, new { ids }, cancellationToken: cancellationToken))).AsList();
}
