using Npgsql;

namespace Attune.Storage;

/// <summary>
/// Writes many rows at once: COPY in binary into a temporary table, then one INSERT … SELECT … ON CONFLICT. All rows are written
/// or none, with or without a transaction of the caller. Three commands, whatever the number of rows.
/// </summary>
public static class BulkUpsert
{
    /// <summary>Writes the rows and says how many were inserted or really changed.</summary>
    /// <exception cref="PostgresException">A row breaks a constraint, or a vector has the wrong length (SQLSTATE 22000).</exception>
    public static async Task<long> ExecuteAsync<T>(
        NpgsqlConnection connection, BulkTable<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        var counts = await ExecuteWithCountsAsync(connection, table, rows, cancellationToken);
        return counts.Inserted + counts.Updated;
    }

    /// <summary>Writes the rows and says what became of them.</summary>
    /// <exception cref="PostgresException">A row breaks a constraint, or a vector has the wrong length (SQLSTATE 22000).</exception>
    public static async Task<BulkCounts> ExecuteWithCountsAsync<T>(
        NpgsqlConnection connection, BulkTable<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) return new BulkCounts(0, 0, 0);

        await using (var stage = new NpgsqlCommand(table.Sql.Stage, connection))
            await stage.ExecuteNonQueryAsync(cancellationToken);
        await CopyAsync(connection, table, rows, cancellationToken);
        return await MergeAsync(connection, table.Sql, rows.Count, cancellationToken);
    }

    private static async Task CopyAsync<T>(
        NpgsqlConnection connection, BulkTable<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        await using var importer = await connection.BeginBinaryImportAsync(table.Sql.Copy, cancellationToken);
        foreach (var row in rows)
        {
            await importer.StartRowAsync(cancellationToken);
            foreach (var column in table.Columns) await column.WriteAsync(importer, row, cancellationToken);
        }
        await importer.CompleteAsync(cancellationToken);
    }

    private static async Task<BulkCounts> MergeAsync(
        NpgsqlConnection connection, BulkSql sql, int rows, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(sql.Merge), new(sql.Unstage) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (inserted, updated) = (reader.GetInt64(0), reader.GetInt64(1));
        // Reading to the end is what surfaces an error of the second statement.
        await reader.NextResultAsync(cancellationToken);
        return new BulkCounts(inserted, updated, rows - inserted - updated);
    }
}
