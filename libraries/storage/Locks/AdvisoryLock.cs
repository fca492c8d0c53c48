using Npgsql;

namespace Attune.Storage;

/// <summary>
/// A lock over all processes on one database. It belongs to a connection and is gone with it, so a process that dies leaves none behind.
/// Dispose it before its connection.
/// </summary>
public sealed class AdvisoryLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly AdvisoryKey _key;
    private readonly string _release;

    private AdvisoryLock(NpgsqlConnection connection, AdvisoryKey key, string release = "pg_advisory_unlock") =>
        (_connection, _key, _release) = (connection, key, release);

    /// <summary>Takes it, unless somebody else holds it.</summary>
    /// <returns>Null when somebody does.</returns>
    public static async Task<AdvisoryLock?> TryTakeAsync(
        NpgsqlConnection connection, AdvisoryKey key, CancellationToken cancellationToken) =>
        await AskAsync(connection, key, "pg_try_advisory_lock", cancellationToken) ? new AdvisoryLock(connection, key) : null;

    /// <summary>Waits for as long as somebody else holds it.</summary>
    public static async Task<AdvisoryLock> TakeAsync(NpgsqlConnection connection, AdvisoryKey key, CancellationToken cancellationToken)
    {
        await WaitAsync(connection, key, "pg_advisory_lock", cancellationToken);
        return new AdvisoryLock(connection, key);
    }

    /// <summary>Holds it together with all who share it; waits for as long as somebody holds it alone.</summary>
    public static async Task<AdvisoryLock> ShareAsync(NpgsqlConnection connection, AdvisoryKey key, CancellationToken cancellationToken)
    {
        await WaitAsync(connection, key, "pg_advisory_lock_shared", cancellationToken);
        return new AdvisoryLock(connection, key, "pg_advisory_unlock_shared");
    }

    /// <summary>Waits for it, and holds it until the connection's transaction ends.</summary>
    public static Task TakeForTransactionAsync(NpgsqlConnection connection, AdvisoryKey key, CancellationToken cancellationToken) =>
        WaitAsync(connection, key, "pg_advisory_xact_lock", cancellationToken);

    /// <summary>Asks by taking it alone for the moment of the question, so that two who ask at once may each hear of the other.</summary>
    public static async Task<bool> IsHeldAsync(NpgsqlDataSource database, AdvisoryKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return !await AskAsync(connection, key, "pg_try_advisory_xact_lock", cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // Not cancellable: a pooled connection would keep the lock.
            await AskAsync(_connection, _key, _release, CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or IOException)
        {
            // The connection is gone, and the lock with it.
        }
    }

    private static async Task<bool> AskAsync(
        NpgsqlConnection connection, AdvisoryKey key, string function, CancellationToken cancellationToken)
    {
        await using var command = key.Call(connection, function);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task WaitAsync(NpgsqlConnection connection, AdvisoryKey key, string function, CancellationToken cancellationToken)
    {
        await using var command = key.Call(connection, function);
        // As long as the other one works; the caller's token ends the wait.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
