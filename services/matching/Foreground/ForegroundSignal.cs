using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Foreground;

/// <summary>Holds <see cref="ForegroundLock"/> while this process has <see cref="ForegroundCalls"/>.</summary>
internal sealed class ForegroundSignal(ForegroundCalls calls, NpgsqlDataSource database, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await WaitAsync(timer, stoppingToken))
        {
            if (!calls.Any) continue;
            try
            {
                await SignalAsync(timer, stoppingToken);
            }
            catch (Exception error) when (StorageOutage.IsOne(error) || stoppingToken.IsCancellationRequested)
            {
                // Then nobody works on backfills either. The lock is gone with the connection.
            }
        }
    }

    private async Task SignalAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        await ForegroundLock.HoldAsync(connection, stoppingToken);
        var more = true;
        while (more && calls.Any) more = await WaitAsync(timer, stoppingToken);
        await ForegroundLock.ReleaseAsync(connection, CancellationToken.None);
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
