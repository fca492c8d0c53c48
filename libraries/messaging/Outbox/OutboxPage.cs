using Dapper;
using Npgsql;

namespace Attune.Messaging;

/// <summary>
/// The statements by which a relay takes a page of the outbox in its transaction, and leaves another replica's page to that one.
/// </summary>
internal sealed class OutboxPage(NpgsqlConnection connection)
{
    public async Task<List<OutboxMessage>> TakeAsync(string[] kinds, int most, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<OutboxMessage>(new CommandDefinition(
        """
        SELECT id, kind, payload::text AS payload, created_at AS createdat, attempts FROM outbox
        WHERE sent_at IS NULL AND next_attempt_at <= now() AND kind = ANY(@kinds)
        ORDER BY id LIMIT @most FOR UPDATE SKIP LOCKED
        """,
        new { kinds, most }, cancellationToken: cancellationToken))).AsList();

    public Task MarkSentAsync(long[] ids, CancellationToken cancellationToken) => connection.ExecuteAsync(new CommandDefinition(
        "UPDATE outbox SET sent_at = now(), last_error = NULL WHERE id = ANY(@ids)", new { ids }, cancellationToken: cancellationToken));

    public Task ParkAsync(long id, string error, TimeSpan delay, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
        "UPDATE outbox SET attempts = attempts + 1, last_error = @error, next_attempt_at = now() + @delay WHERE id = @id",
        new { id, error, delay }, cancellationToken: cancellationToken));
}
