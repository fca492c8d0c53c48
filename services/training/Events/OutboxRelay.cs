using System.Text.Json;
using Attune.Messaging;
using Attune.Training.Registry;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Training.Events;

/// <summary>
/// Sends what transactions have left in the outbox, in order, and marks it once the broker has confirmed it. Killed in between, a message is sent twice; none is lost.
/// </summary>
internal sealed partial class OutboxRelay(NpgsqlDataSource database, IMessagePublisher publisher, Wake wake, IOptions<TrainingOptions> options, TimeProvider time, ILogger<OutboxRelay> logger)
    : BackgroundService
{
    private const int PageSize = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendPageAsync(stoppingToken) == PageSize)
                {
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The broker or the database is away, or the schema is not migrated yet; what is to be sent stays where it is.
                Log.NotSent(logger, options.Value.PollInterval, error.Message);
            }
            await wake.WaitAsync(options.Value.PollInterval, time, stoppingToken);
        }
    }

    private async Task<int> SendPageAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Another replica's page is left to it.
        var page = (await connection.QueryAsync<(long Id, string Payload)>(new CommandDefinition(
            "SELECT id, payload::text FROM outbox WHERE sent_at IS NULL AND kind = @kind ORDER BY id LIMIT @PageSize FOR UPDATE SKIP LOCKED",
            new { kind = TierModelPromoted.Kind, PageSize }, cancellationToken: cancellationToken))).AsList();
        foreach (var (id, payload) in page)
        {
            await publisher.PublishAsync(TrainingQueues.Promoted, JsonSerializer.Deserialize<TierModelPromoted>(payload)!, cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition("UPDATE outbox SET sent_at = now() WHERE id = @id", new { id }, cancellationToken: cancellationToken));
        }
        await transaction.CommitAsync(cancellationToken);
        return page.Count;
    }
}
