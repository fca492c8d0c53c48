using Attune.Hosting.Errors;
using Attune.Matching.Embeddings;
using Attune.Messaging;
using Npgsql;

namespace Attune.Matching.Backfills;

/// <summary>
/// Works on one batch: skips what is stored, embeds the rest, and commits vectors and booking in one transaction. The message is acknowledged after
/// that; killed anywhere before, the batch comes again and finds its state unchanged.
/// </summary>
internal sealed partial class BackfillWorker(
    NpgsqlDataSource database, BackfillSubjects subjects, BundleCache bundles, EmbeddingClient embedder, TimeProvider time, ILogger<BackfillWorker> logger)
    : IMessageHandler<BackfillMessage>
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5), LongestPause = TimeSpan.FromSeconds(10);

    public async Task HandleAsync(BackfillMessage message, MessageContext context, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await RunAsync(message, cancellationToken);
                return;
            }
            catch (DependencyUnavailableException error)
            {
                // Waiting here and not in the queue: an outage is no fault of the message and must not use up its deliveries.
                Log.Waiting(logger, message.Number, message.JobId, pause, error.Message);
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                await BackfillStore.SetProblemAsync(connection, message.JobId, error.Message, cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                await BookFailureAsync(message, context, error, cancellationToken);
                throw;
            }
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, cancellationToken);
        }
    }

    // The job says what goes wrong while the message is tried again; after the last time its items count as failed, so that the job ends.
    private async Task BookFailureAsync(BackfillMessage message, MessageContext context, Exception error, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await BackfillStore.SetProblemAsync(connection, message.JobId, $"Batch {message.Number} failed {context.Attempt} times: {error.Message}", cancellationToken);
        if (!context.IsLastAttempt || await BackfillStore.FindBatchAsync(connection, message, cancellationToken) is not { Finished: false } batch) return;
        await BackfillStore.FinishBatchAsync(connection, batch, new BatchResult(0, 0, batch.ItemIds.Length, error.Message), cancellationToken);
        await BackfillStore.FinishJobIfDoneAsync(connection, batch.JobId, cancellationToken);
    }

    private async Task RunAsync(BackfillMessage message, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var batch = await BackfillStore.FindBatchAsync(connection, message, cancellationToken);
        if (batch is null)
        {
            Log.NoSuchBatch(logger, message.Number, message.JobId);
            return;
        }
        if (!batch.Finished) await WorkAsync(connection, batch, cancellationToken);
        await BackfillStore.FinishJobIfDoneAsync(connection, batch.JobId, cancellationToken);
    }

    private async Task WorkAsync(NpgsqlConnection connection, BackfillBatch batch, CancellationToken cancellationToken)
    {
        var subject = subjects.SubjectOf(batch.Kind);
        var model = (await bundles.GetAsync(cancellationToken)).Embedder;
        if (model.Name != batch.Model || model.Revision != batch.Revision)
        {
            var error = $"Planned for {batch.Model}@{batch.Revision}, but the embedding service now serves {model}. Start a new backfill.";
            await BackfillStore.FinishBatchAsync(connection, batch, new BatchResult(0, 0, batch.ItemIds.Length, error), cancellationToken);
            return;
        }
        var missing = await subject.MissingAsync(connection, batch.ItemIds, model, cancellationToken);
        var values = missing.Count == 0 ? [] : await embedder.EmbedAsync([.. missing.Select(item => item.Text)], subject.InputType, model, cancellationToken);

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await VectorStore.SaveAsync(connection, subject, model, missing.Select((item, i) => new StoredVector(item.Id, item.ContentHash, values[i])), cancellationToken);
        await BackfillStore.FinishBatchAsync(connection, batch, new BatchResult(missing.Count, batch.ItemIds.Length - missing.Count, 0, null), cancellationToken);
        await BackfillStore.SetProblemAsync(connection, batch.JobId, "", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
