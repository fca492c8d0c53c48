using System.Data;
using Npgsql;

namespace Attune.Matching.Retrieval;

/// <summary>
/// Held by the one session that builds indexes in a schema. It is tried and never waited for: a session that waits inside a statement holds a snapshot, and
/// the build would wait for that.
/// </summary>
internal static class BuildLock
{
    // "attv" in front of the schema: not the lock of its migrations, which begins with "attu".
    private const string Key = "x'61747476'::int, hashtext(current_schema())";

    public static async Task<bool> TryTakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Key})", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>A connection that is broken has no lock any more.</summary>
    public static async Task ReleaseAsync(NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open) return;
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({Key})", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
