using System.Net.Sockets;
using Npgsql;

namespace Attune.Storage;

/// <summary>Tells what passes, or is for an operator to mend, from what the statement itself is to blame for.</summary>
public static class StorageOutage
{
    // Classes of SQLSTATE: connection, insufficient resources (53100 is a full disk), operator intervention, system error.
    private static readonly string[] Classes = ["08", "53", "57", "58"];

    // A failover leaves a server that only reads.
    private const string ReadOnly = PostgresErrorCodes.ReadOnlySqlTransaction;

    /// <summary>
    /// The same statement may well succeed later, unchanged: the database is away, full, stopping, or something was in the way.
    /// </summary>
    public static bool IsOne(Exception exception) => exception switch
    {
        PostgresException refusal => refusal.IsTransient || refusal.SqlState == ReadOnly
            || Classes.Any(c => refusal.SqlState.StartsWith(c, StringComparison.Ordinal)),
        NpgsqlException => true,
        SocketException or TimeoutException => true,
        // A connection that broke under a command or an import.
        IOException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>In one sentence, without secrets.</summary>
    public static string Reason(Exception exception) => exception is PostgresException refusal
        ? $"PostgreSQL refuses: {refusal.MessageText} (SQLSTATE {refusal.SqlState})."
        : $"PostgreSQL does not answer: {exception.GetBaseException().Message}";
}
