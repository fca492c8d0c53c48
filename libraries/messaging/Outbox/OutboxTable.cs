using Dapper;
using Npgsql;

namespace Attune.Messaging;

/// <summary>
/// Leaves messages in the table <c>outbox</c> of the service's schema: id bigint that the table gives, kind text, payload jsonb, created_at
/// and sent_at timestamptz; and for what could not be sent attempts int, last_error text, next_attempt_at timestamptz.
/// </summary>
public static class OutboxTable
{
    /// <summary>
    /// Adds a message. It is sent if, and only if, the caller's transaction commits; wake the relay then with
    /// <see cref="OutboxSignal.Now"/>.
    /// </summary>
    public static Task AddAsync<T>(NpgsqlConnection connection, T message, CancellationToken cancellationToken) where T : class =>
        connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO outbox (kind, payload) VALUES (@kind, @payload::jsonb)",
            new { kind = MessageContract.Of(typeof(T)).Name, payload = System.Text.Encoding.UTF8.GetString(MessageJson.Write(message)) },
            cancellationToken: cancellationToken));
}
