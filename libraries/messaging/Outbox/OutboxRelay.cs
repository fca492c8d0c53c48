using Dapper;
using Npgsql;

namespace Attune.Messaging;

/// <summary>
/// Sends what transactions have left in the outbox, in order, and marks it once the broker has confirmed it. Killed in between, a message is sent twice, under the same
/// message id; none is lost. What was sent is forgotten after a week.
/// </summary>
internal sealed partial class OutboxRelay(
    NpgsqlDataSource database, IMessagePublisher publisher, OutboxRoutes routes, OutboxSignal signal, OutboxOptions options, TimeProvider time, ILogger<OutboxRelay> logger)
    : BackgroundService
{
    private const int PageSize = 20;

    private static readonly TimeSpan s_forgetEvery = TimeSpan.FromHours(1);

    private long? _forgot;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendPageAsync(stoppingToken) == PageSize)
                {
                }
                await ForgetAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The broker or the database is away, or the schema is not migrated yet; what is to be sent stays where it is.
                LogNotSent(options.PollInterval, error.Message);
            }
            await signal.WaitAsync(options.PollInterval, time, stoppingToken);
        }
    }

    private async Task<int> SendPageAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Another replica's page is left to it.
        var page = (await connection.QueryAsync<(long Id, string Kind, string Payload, DateTime CreatedAt)>(new CommandDefinition(
            "SELECT id, kind, payload::text, created_at FROM outbox WHERE sent_at IS NULL AND kind = ANY(@kinds) ORDER BY id LIMIT @PageSize FOR UPDATE SKIP LOCKED",
            new { kinds = routes.Kinds, PageSize }, cancellationToken: cancellationToken))).AsList();
        foreach (var (id, kind, payload, createdAt) in page)
        {
            // The same at every attempt, and another one in another database.
            await routes.SendAsync(publisher, kind, payload, $"{kind}-{id}-{createdAt.Ticks:x}", cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition("UPDATE outbox SET sent_at = now() WHERE id = @id", new { id }, cancellationToken: cancellationToken));
        }
        await transaction.CommitAsync(cancellationToken);
        return page.Count;
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        if (_forgot is { } last && time.GetElapsedTime(last) < s_forgetEvery) return;
        await using var command = database.CreateCommand("DELETE FROM outbox WHERE sent_at < now() - interval '7 days'");
        await command.ExecuteNonQueryAsync(cancellationToken);
        _forgot = time.GetTimestamp();
    }
}
