using Attune.Training.Runs;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Training.Registry;

/// <summary>Follows the pointer: the database notifies every replica when a promotion commits, and a look every few seconds finds what a notification missed.</summary>
internal sealed partial class ServingModelWatcher(
    NpgsqlDataSource database, ServingModelCache cache, RunCoordinator runs, IOptions<TrainingOptions> options, TimeProvider time, ILogger<ServingModelWatcher> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, or the schema is not migrated yet. What serves goes on serving.
                Log.Lost(logger, options.Value.PollInterval, error.Message);
                await Task.Delay(options.Value.PollInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {ModelRegistry.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancellationToken);
        while (true)
        {
            await cache.RefreshAsync(cancellationToken);
            await runs.BuryAsync(cancellationToken);
            await connection.WaitAsync(options.Value.PollInterval, cancellationToken);
        }
    }
}
