using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Jobs.Settings;
using Attune.Matching.Jobs.Store;
using Attune.Messaging;
using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Jobs.DeadLetters;

/// <summary>
/// The dead letters of backfills. A batch whose message the broker gave up (every worker that took it died) is closed as failed, with the
/// reason, so that its job ends; sent again, it is opened again.
/// </summary>
internal sealed partial class DeadBatches(
    NpgsqlDataSource database, BackfillKinds kinds, IQueueInspector queues, TimeProvider time, ILogger<DeadBatches> logger)
{
    // Dead letters are few, or something is so wrong that the first of them say it.
    private const int Most = 1_000;

    // Looking holds the letters for a moment, and sending one again has steps: neither may meet the other.
    private static readonly AdvisoryKey Turn = AdvisoryKey.Of("backfill dead letters");

    // As many as last time are most often the same ones.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private long _seen, _looked;

    public Task<IReadOnlyList<DeadLetter>> ListAsync(CancellationToken cancellationToken) =>
        queues.ListDeadAsync(BackfillQueue.Batches, Most, cancellationToken);

    /// <summary>Closes the batches of dead letters that are still open, unless another process is looking.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        var count = await queues.CountDeadAsync(BackfillQueue.Batches, cancellationToken);
        if (count == 0) _seen = 0;
        if (count == _seen && (count == 0 || time.GetElapsedTime(_looked) < LookAgain)) return;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var turn = await AdvisoryLock.TryTakeAsync(connection, Turn, cancellationToken);
        if (turn is null) return;
        foreach (var letter in await ListAsync(cancellationToken))
            if (letter.Read<BackfillMessage>() is { } message) await CloseAsync(connection, message, letter.Reason, cancellationToken);
        (_seen, _looked) = (count, time.GetTimestamp());
    }

    /// <summary>Sends dead letters to the workers again, and opens their batches.</summary>
    /// <param name="messageIds">Which; empty for all.</param>
    /// <param name="cancellationToken">Stops between two.</param>
    /// <returns>How many were sent.</returns>
    public async Task<int> RequeueAsync(IReadOnlySet<string> messageIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var turn = await AdvisoryLock.TakeAsync(connection, Turn, cancellationToken);
        return await queues.RequeueDeadAsync(BackfillQueue.Batches, Most, async (letter, token) =>
        {
            if (messageIds.Count > 0 && !messageIds.Contains(letter.MessageId)) return false;
            if (letter.Read<BackfillMessage>() is { } message) await JobStore.ReopenAsync(connection, message, token);
            return true;
        }, cancellationToken);
    }

    private async Task CloseAsync(NpgsqlConnection connection, BackfillMessage message, string reason, CancellationToken cancellationToken)
    {
        if (await BatchStore.FindAsync(connection, message, cancellationToken) is not { Closed: false } batch) return;
        var maker = await kinds.Of(batch.Kind).OpenAsync(cancellationToken);
        var lacking = await maker.ReadAsync(connection, batch.ItemIds, cancellationToken);
        await BatchStore.AbandonAsync(connection, batch, lacking.Ids, reason, cancellationToken);
        await JobStore.FinishIfDoneAsync(connection, batch.JobId, cancellationToken);
        Log.Closed(logger, batch.Number, batch.JobId, reason);
    }
}
