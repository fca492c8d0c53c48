using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Host.Foreground;

/// <summary>
/// Tells all processes over one database that somebody waits for answers: while this one has <see cref="ForegroundCalls"/> it holds a lock,
/// together with the others, which goes with its connection and writes nothing.
/// </summary>
internal sealed class ForegroundSignal(ForegroundCalls calls, NpgsqlDataSource database, TimeProvider time) : BackgroundService
{
    /// <summary>Held while anybody waits.</summary>
    public static readonly AdvisoryKey Waiting = AdvisoryKey.Of("somebody waits for answers");

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
        await using var held = await AdvisoryLock.ShareAsync(connection, Waiting, stoppingToken);
        var more = true;
        while (more && calls.Any) more = await WaitAsync(timer, stoppingToken);
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
