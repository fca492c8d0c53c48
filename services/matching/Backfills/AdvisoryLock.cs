using Npgsql;

namespace Attune.Matching.Backfills;

/// <summary>A lock over all processes that is gone with its connection.</summary>
internal sealed class AdvisoryLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _key;

    private AdvisoryLock(NpgsqlConnection connection, string key) => (_connection, _key) = (connection, key);

    /// <returns>Null when somebody else holds it.</returns>
    public static async Task<AdvisoryLock?> TryTakeAsync(NpgsqlConnection connection, string key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = key } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))! ? new AdvisoryLock(connection, key) : null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock(hashtextextended($1, 0))", _connection) { Parameters = { new() { Value = _key } } };
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or IOException)
        {
            // The connection is gone, and the lock with it.
        }
    }
}
