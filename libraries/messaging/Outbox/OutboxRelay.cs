using Npgsql;

namespace Attune.Messaging;

/// <summary>
/// Sends what transactions have left in the outbox, many at a time and in no promised order, and marks it once the broker has confirmed it.
/// Killed in between, a message is sent twice, under the same message id; none is lost. What cannot be sent is set aside for a while and
/// lets the rest pass. What was sent is forgotten after a week.
/// </summary>
internal sealed partial class OutboxRelay(
    NpgsqlDataSource database, IMessagePublisher publisher, OutboxRoutes routes, OutboxSignal signal, OutboxOptions options,
    TimeProvider time, ILogger<OutboxRelay> logger)
    : BackgroundService
{
    private const int PageSize = 100;

    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);
    private static readonly Backoff Backoff = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10));

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
                await CountParkedAsync(stoppingToken);
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
        var outbox = new OutboxPage(connection);
        var page = await outbox.TakeAsync(routes.Kinds, PageSize, cancellationToken);
        var results = await Task.WhenAll(page.Select(message => SendAsync(message, cancellationToken)));

        await outbox.MarkSentAsync(
            [.. results.Where(result => result.Error is null).Select(result => result.Message.Id)], cancellationToken);
        foreach (var (message, error) in results)
        {
            if (error is null or MessageNotAcceptedException { IsOutage: true }) continue;
            var attempts = message.Attempts + 1;
            var delay = Backoff.Next(message.Attempts);
            LogParked(error, message.Kind, message.Id, attempts, delay, error.Message);
            await outbox.ParkAsync(message.Id, error.Message, delay, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        // It is not the messages' fault, so they bear no mark of it.
        if (Array.Find(results, result => result.Error is MessageNotAcceptedException { IsOutage: true }).Error is { } outage) throw outage;
        return page.Count;
    }

    private async Task<(OutboxMessage Message, Exception? Error)> SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            // The id is the same at every attempt, and another one in another database.
            await routes.SendAsync(
                publisher, message.Kind, message.Payload, $"{message.Kind}-{message.Id}-{message.CreatedAt.Ticks:x}", cancellationToken);
            return (message, null);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return (message, error);
        }
    }

    private async Task CountParkedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM outbox WHERE sent_at IS NULL AND attempts > 0");
        MessagingTelemetry.OutboxParked.Record((long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        if (_forgot is { } last && time.GetElapsedTime(last) < ForgetEvery) return;
        await using var command = database.CreateCommand("DELETE FROM outbox WHERE sent_at < now() - interval '7 days'");
        await command.ExecuteNonQueryAsync(cancellationToken);
        _forgot = time.GetTimestamp();
    }
}
