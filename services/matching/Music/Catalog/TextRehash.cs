using Attune.Hosting;
using Npgsql;

namespace Attune.Matching.Music.Catalog;

/// <summary>
/// Hashes the stored rows again whose hash is of another version of the text than this binary's. Each batch commits by itself, so a run
/// that is killed goes on where it was; a row that an import changed meanwhile stays as the import left it.
/// </summary>
internal sealed partial class TextRehash(NpgsqlDataSource database, ILogger<TextRehash> logger) : IMigrator
{
    /// <summary>Small enough that the locks on its rows are gone in milliseconds.</summary>
    public const int BatchSize = 500;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            foreach (var table in HashedTable.All) await RehashAsync(connection, table, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new StartupException(
                $"The texts could not be hashed again: {exception.Message} Run this again; it goes on where it was.", exception);
        }
    }

    private async Task RehashAsync(NpgsqlConnection connection, HashedTable table, CancellationToken cancellationToken)
    {
        var total = await CountAsync(connection, table, cancellationToken);
        long done = 0, lost;
        // A row that was lost to an import of an older binary needs another pass; most often one pass is all.
        do
        {
            lost = 0;
            var after = "";
            while (await ReadAsync(connection, table, after, cancellationToken) is { Ids: { Length: > 0 } ids } batch)
            {
                var updated = await WriteAsync(connection, table, batch, cancellationToken);
                (done, lost, after) = (done + updated, lost + ids.Length - updated, ids[^1]);
                LogProgress(done, total, table.Name, table.Version);
            }
            if (lost > 0) LogLost(lost, table.Name);
        }
        while (lost > 0);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, HashedTable table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT count(*) FROM {table.Name} WHERE {HashedTable.StoredVersion} <> $1", connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = table.Version });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<Batch> ReadAsync(
        NpgsqlConnection connection, HashedTable table, string after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {table.Select} FROM {table.From} WHERE id > $1 AND {HashedTable.StoredVersion} <> $2 ORDER BY id LIMIT {BatchSize}",
            connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = table.Version });
        var rows = new List<(string Id, string Old, string New)>(BatchSize);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add((reader.GetString(0), reader.GetString(table.OldHash), table.Hash(reader)));
        return new Batch([.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Old)], [.. rows.Select(row => row.New)]);
    }

    /// <summary>Compare and set: the old hash covers the text, so a row that has another one by now has another text too.</summary>
    private static async Task<int> WriteAsync(
        NpgsqlConnection connection, HashedTable table, Batch batch, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            UPDATE {table.Name} AS target SET text_hash = row.new
            FROM unnest($1, $2, $3) AS row(id, old, new)
            WHERE target.id = row.id AND target.text_hash = row.old
            """, connection) { CommandTimeout = 0 };
        foreach (var column in new[] { batch.Ids, batch.Old, batch.New }) command.Parameters.Add(new() { Value = column });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private readonly record struct Batch(string[] Ids, string[] Old, string[] New);
}
