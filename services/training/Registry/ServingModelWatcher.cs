using Attune.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Training.Registry;

/// <summary>
/// Follows the pointer: the database notifies every replica when a promotion commits, and a look every few seconds finds what a
/// notification missed.
/// </summary>
internal sealed partial class ServingModelWatcher(
    NpgsqlDataSource database, ServingModelCache cache, IOptions<TrainingOptions> options, TimeProvider time,
    ILogger<ServingModelWatcher> logger) : RecurringService(time)
{
    protected override TimeSpan Interval => options.Value.PollInterval;

    // The database is away, or the schema is not migrated yet. What serves goes on serving.
    protected override void Tell(Exception error) => Log.Lost(logger, Interval, error.Message);

    // Lasts for as long as the connection does.
    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {ModelRegistry.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        while (true)
        {
            await cache.RefreshAsync(cancellationToken);
            await connection.WaitAsync(options.Value.PollInterval, cancellationToken);
        }
    }
}
