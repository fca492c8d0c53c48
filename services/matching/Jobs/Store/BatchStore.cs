using Attune.Matching.Jobs.Kinds;
using Dapper;
using Npgsql;

namespace Attune.Matching.Jobs.Store;

/// <summary>
/// What is booked of a batch. Each booking commits with what it books, so that rows say neither more nor less than was done.
/// </summary>
internal static class BatchStore
{
    public static Task<BackfillBatch?> FindAsync(
        NpgsqlConnection connection, BackfillMessage message, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<BackfillBatch>(new CommandDefinition("""
            SELECT b.job_id, b.number, j.kind, j.model, j.revision, j.versions, b.item_ids, b.finished_at IS NOT NULL
                OR j.finished_at IS NOT NULL AS closed
            FROM backfill_batches b JOIN backfill_jobs j ON j.id = b.job_id
            WHERE b.job_id = @JobId AND b.number = @Number
            """, message, cancellationToken: cancellationToken));

    /// <summary>A worker begins, once more perhaps: what failed before is tried again.</summary>
    public static Task BeginAsync(NpgsqlConnection connection, BackfillBatch batch, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("""
            UPDATE backfill_batches SET attempts = attempts + 1 WHERE job_id = @JobId AND number = @Number;
            DELETE FROM backfill_failures WHERE job_id = @JobId AND number = @Number
            """, batch, cancellationToken: cancellationToken));

    /// <summary>Part of the batch is stored.</summary>
    /// <param name="connection">In the transaction that stores it.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="computed">How many outputs were new.</param>
    /// <param name="seconds">What it took.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task BookAsync(
        NpgsqlConnection connection, BackfillBatch batch, long computed, StageSeconds seconds, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("""
            UPDATE backfill_batches SET computed = computed + @computed, reading_seconds = reading_seconds + @Reading,
                computing_seconds = computing_seconds + @Computing, storing_seconds = storing_seconds + @Storing
            WHERE job_id = @JobId AND number = @Number AND finished_at IS NULL
            """, new { batch.JobId, batch.Number, computed = (int)computed, seconds.Reading, seconds.Computing, seconds.Storing },
            cancellationToken: cancellationToken));

    /// <summary>These items have failed for good, unless the batch is begun again.</summary>
    public static Task FailAsync(
        NpgsqlConnection connection, BackfillBatch batch, IReadOnlyCollection<ItemFailure> failures, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO backfill_failures (job_id, number, item_id, reason)
            SELECT @JobId, @Number, item.id, item.reason FROM unnest(@ids, @reasons) AS item(id, reason)
            ON CONFLICT (job_id, number, item_id) DO UPDATE SET reason = excluded.reason, failed_at = now()
            """,
            new { batch.JobId, batch.Number, ids = failures.Select(failure => failure.ItemId)
                .ToArray(), reasons = failures.Select(failure => failure.Reason).ToArray() },
            cancellationToken: cancellationToken));

    /// <summary>Closes the batch, once: whatever was neither computed nor has failed was stored already.</summary>
    /// <param name="connection">An open one.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="error">What is wrong with the batch as a whole; null when nothing is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task FinishAsync(NpgsqlConnection connection, BackfillBatch batch, string? error, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("""
            UPDATE backfill_batches b SET finished_at = now(), error = @error, failed = f.failed,
                computed = least(b.computed, b.items - f.failed),
                skipped = b.items - f.failed - least(b.computed, b.items - f.failed)
            FROM (SELECT count(*)::int AS failed FROM backfill_failures WHERE job_id = @JobId AND number = @Number) AS f
            WHERE b.job_id = @JobId AND b.number = @Number AND b.finished_at IS NULL
            """, new { batch.JobId, batch.Number, error }, cancellationToken: cancellationToken));

    /// <summary>Closes the batch as failed, with all of its items that lack their output.</summary>
    public static async Task AbandonAsync(
        NpgsqlConnection connection, BackfillBatch batch, IEnumerable<string> lacking, string error, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await FailAsync(connection, batch, [.. lacking.Select(id => new ItemFailure(id, error))], cancellationToken);
        await FinishAsync(connection, batch, error, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
