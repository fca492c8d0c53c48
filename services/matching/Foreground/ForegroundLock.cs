using Npgsql;

namespace Attune.Matching.Foreground;

/// <summary>
/// Tells all processes over one database that somebody waits for answers: who answers holds a shared advisory lock, which goes with its connection and writes nothing.
/// </summary>
internal static class ForegroundLock
{
    private const string Key = "hashtextextended('somebody waits for answers', 0)";

    /// <summary>Until <see cref="ReleaseAsync"/> on the same connection, or its end.</summary>
    public static Task HoldAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => RunAsync(connection, $"SELECT pg_advisory_lock_shared({Key})", cancellationToken);

    public static Task ReleaseAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => RunAsync(connection, $"SELECT pg_advisory_unlock_shared({Key})", cancellationToken);

    /// <summary>Asks by taking it alone for the moment of the question, so that two who ask at once may each hear of the other: a short rest for nothing.</summary>
    public static async Task<bool> IsHeldAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT NOT pg_try_advisory_xact_lock({Key})");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
