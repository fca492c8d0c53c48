using Attune.Matching.Jobs.Store;
using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Jobs.Work;

/// <summary>
/// Keeps a batch to one worker. A broker that was away gives the messages of living workers to others, too: those wait here, and find the
/// batch done, instead of computing it again.
/// </summary>
internal static class BatchClaim
{
    // A holder on a machine that has fallen off the network lets go late. Computing twice is harmless, waiting for ever is not.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Pause = TimeSpan.FromMilliseconds(300);

    /// <returns>Null when it was waited for in vain.</returns>
    public static async Task<AdvisoryLock?> TakeAsync(
        NpgsqlConnection connection, BackfillMessage message, TimeProvider time, CancellationToken cancellationToken)
    {
        var key = AdvisoryKey.Of($"backfill batch {message.JobId} {message.Number}");
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < Patience;)
        {
            if (await AdvisoryLock.TryTakeAsync(connection, key, cancellationToken) is { } claim) return claim;
            await Task.Delay(Pause, time, cancellationToken);
        }
        return null;
    }
}
