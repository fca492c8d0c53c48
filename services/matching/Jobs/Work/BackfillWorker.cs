using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Jobs.Settings;
using Attune.Matching.Jobs.Store;
using Attune.Messaging;
using Attune.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Jobs.Work;

/// <summary>
/// Works on one batch: skips what is stored, computes the rest in parts, and commits each part with its booking in one transaction. The
/// message is acknowledged when the batch is closed; killed anywhere before, the batch comes again and finds what is stored.
/// </summary>
internal sealed partial class BackfillWorker(
    NpgsqlDataSource database, BackfillKinds kinds, ComputeSlots slots, IMessagePublisher publisher, IOptions<BackfillOptions> options,
    TimeProvider time,
    ILogger<BackfillWorker> logger) : IMessageHandler<BackfillMessage>
{
    public async Task HandleAsync(BackfillMessage message, MessageContext context, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await OutageWait.RunAsync(token => TryAsync(message, context, token), async (reason, pause) =>
        {
            await WaitingAsync(message, pause, reason, cancellationToken);
            if (time.GetElapsedTime(started) <= options.Value.HoldLimit) return true;
            // In the place of this one, whose deliveries the broker would count as its consumers' deaths.
            await publisher.PublishAsync(BackfillQueue.Batches, message, cancellationToken, context.MessageId);
            return false;
        }, time, cancellationToken);
    }

    private async Task TryAsync(BackfillMessage message, MessageContext context, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(message, cancellationToken);
        }
        catch (Exception error) when (OutageWait.Reason(error) is null && !cancellationToken.IsCancellationRequested)
        {
            await BookFailureAsync(message, context, error, cancellationToken);
            throw;
        }
    }

    private async Task WaitingAsync(BackfillMessage message, TimeSpan pause, string reason, CancellationToken cancellationToken)
    {
        Log.Waiting(logger, message.Number, message.JobId, pause, reason);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await JobStore.SetProblemAsync(connection, message.JobId, reason, cancellationToken);
        }
        catch (Exception error) when (StorageOutage.IsOne(error) && !cancellationToken.IsCancellationRequested)
        {
            // Then it cannot be written down; the log has it.
        }
    }

    // The job says what goes wrong while the message is tried again; after the last time its items count as failed, so that the job ends.
    private async Task BookFailureAsync(
        BackfillMessage message, MessageContext context, Exception error, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await JobStore.SetProblemAsync(
            connection, message.JobId, $"Batch {message.Number} failed {context.Attempt} times: {error.Message}", cancellationToken);
        if (!context.IsLastAttempt || await BatchStore.FindAsync(connection, message, cancellationToken) is not { Closed: false } batch)
            return;
        await BatchStore.AbandonAsync(connection, batch, batch.ItemIds, error.Message, cancellationToken);
        await JobStore.FinishIfDoneAsync(connection, batch.JobId, cancellationToken);
    }

    private async Task RunAsync(BackfillMessage message, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var claim = await BatchClaim.TakeAsync(connection, message, time, cancellationToken);
        var batch = await BatchStore.FindAsync(connection, message, cancellationToken);
        if (batch is null)
        {
            Log.NoSuchBatch(logger, message.Number, message.JobId);
            return;
        }
        if (!batch.Closed) await WorkAsync(connection, batch, cancellationToken);
        await JobStore.FinishIfDoneAsync(connection, batch.JobId, cancellationToken);
    }

    private async Task WorkAsync(NpgsqlConnection connection, BackfillBatch batch, CancellationToken cancellationToken)
    {
        var kind = kinds.Of(batch.Kind);
        var maker = await kind.OpenAsync(cancellationToken);
        if (Mismatch(batch, kind, maker.Model) is { } mismatch)
        {
            await BatchStore.AbandonAsync(connection, batch, batch.ItemIds, mismatch, cancellationToken);
            return;
        }
        await BatchStore.BeginAsync(connection, batch, cancellationToken);
        var run = new BatchRun(database, maker, batch, slots, time);
        await run.RunAsync(cancellationToken);
        await BatchStore.BookAsync(connection, batch, 0, run.Reading, cancellationToken);
        await BatchStore.FinishAsync(connection, batch, error: null, cancellationToken);
        await JobStore.SetProblemAsync(connection, batch.JobId, "", cancellationToken);
    }

    private static string? Mismatch(BackfillBatch batch, IBackfillKind kind, OutputModel? model)
    {
        if (model is null || model.Name != batch.Model || model.Revision != batch.Revision)
            return $"Planned for {batch.Model}@{batch.Revision}, but the embedding service now serves " +
                $"{model?.Description ?? "no such model"}. Start a new backfill.";
        return batch.Versions.Length > 0 && batch.Versions != kind.Versions
            ? $"Planned for the versions {batch.Versions}, but this worker computes {kind.Versions}. Start a new backfill once all " +
                "workers are of one version."
            : null;
    }
}
