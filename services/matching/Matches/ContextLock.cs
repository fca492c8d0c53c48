using Npgsql;

namespace Attune.Matching.Matches;

/// <summary>A lock in the database on a context, so that of several processes one computes it. A process that dies lets go of it.</summary>
internal sealed class ContextLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _key;

    private ContextLock(NpgsqlConnection connection, string key) => (_connection, _key) = (connection, key);

    public static async Task<ContextLock> TakeAsync(NpgsqlDataSource database, string key, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_lock(hashtextextended($1, 0))", key, cancellationToken);
            return new ContextLock(connection, key);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Not cancellable: a pooled connection would keep the lock.
        if (_connection.State == System.Data.ConnectionState.Open) await ExecuteAsync(_connection, "SELECT pg_advisory_unlock(hashtextextended($1, 0))", _key, CancellationToken.None);
        await _connection.DisposeAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, string key, CancellationToken cancellationToken)
    {
        // As long as another process computes; the caller's token ends the wait.
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = key } }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
