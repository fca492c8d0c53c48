using Attune.Contracts.Matching.V1;
using Attune.Matching.Embeddings;
using Dapper;
using Google.Protobuf.WellKnownTypes;
using Npgsql;

namespace Attune.Matching.Backfills;

/// <summary>Jobs and their batches. All progress is a sum over batch rows: there is no counter that could drift.</summary>
internal sealed class BackfillStore(NpgsqlDataSource database, BackfillSubjects subjects)
{
    /// <returns>The id of the new job, or of the one that the key started before.</returns>
    public async Task<Guid> CreateAsync(string kind, string idempotencyKey, ModelKey model, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // The update changes nothing; it makes the existing row come back.
        return await connection.ExecuteScalarAsync<Guid>(new CommandDefinition("""
            INSERT INTO backfill_jobs (id, kind, state, idempotency_key, model, revision)
            VALUES (@id, @kind, 'planning', nullif(@idempotencyKey, ''), @Name, @Revision)
            ON CONFLICT (idempotency_key) DO UPDATE SET idempotency_key = excluded.idempotency_key
            RETURNING id
            """, new { id = Guid.CreateVersion7(), kind, idempotencyKey, model.Name, model.Revision }, cancellationToken: cancellationToken));
    }

    public async Task<BackfillJob?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<JobRow>(new CommandDefinition("""
            SELECT j.id, j.kind, j.state, j.problem, j.created_at, j.finished_at,
                coalesce(sum(cardinality(b.item_ids)), 0) AS total,
                coalesce(sum(b.computed), 0) AS computed, coalesce(sum(b.skipped), 0) AS skipped, coalesce(sum(b.failed), 0) AS failed,
                coalesce(sum(cardinality(b.item_ids)) FILTER (WHERE b.finished_at > now() - interval '10 seconds'), 0) AS recent,
                extract(epoch FROM least(now() - j.created_at, interval '10 seconds'))::float8 AS recent_seconds
            FROM backfill_jobs j LEFT JOIN backfill_batches b ON b.job_id = j.id
            WHERE j.id = @id GROUP BY j.id
            """, new { id }, cancellationToken: cancellationToken));
        return row is null ? null : ToMessage(row);
    }

    public static async Task<BackfillBatch?> FindBatchAsync(NpgsqlConnection connection, BackfillMessage message, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<BackfillBatch>(new CommandDefinition("""
            SELECT b.job_id, b.number, j.kind, j.model, j.revision, b.item_ids, b.finished_at IS NOT NULL AS finished
            FROM backfill_batches b JOIN backfill_jobs j ON j.id = b.job_id
            WHERE b.job_id = @JobId AND b.number = @Number
            """, message, cancellationToken: cancellationToken));

    /// <summary>Books the batch, once: a second booking changes nothing.</summary>
    public static Task FinishBatchAsync(NpgsqlConnection connection, BackfillBatch batch, BatchResult result, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("""
            UPDATE backfill_batches SET finished_at = now(), computed = @Computed, skipped = @Skipped, failed = @Failed, error = @Error
            WHERE job_id = @JobId AND number = @Number AND finished_at IS NULL
            """, new { batch.JobId, batch.Number, result.Computed, result.Skipped, result.Failed, result.Error }, cancellationToken: cancellationToken));

    /// <summary>Closes the job when every planned batch is finished. Whoever finishes last sees all the others' commits.</summary>
    public static Task FinishJobIfDoneAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("""
            UPDATE backfill_jobs SET finished_at = now(), problem = '',
                state = CASE WHEN EXISTS (SELECT FROM backfill_batches WHERE job_id = @id AND failed > 0) THEN 'failed' ELSE 'succeeded' END
            WHERE id = @id AND state = 'running' AND NOT EXISTS (SELECT FROM backfill_batches WHERE job_id = @id AND finished_at IS NULL)
            """, new { id }, cancellationToken: cancellationToken));

    /// <summary>What keeps the job from going on, in words; empty when it goes on.</summary>
    public static Task SetProblemAsync(NpgsqlConnection connection, Guid id, string problem, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "UPDATE backfill_jobs SET problem = @problem WHERE id = @id AND problem <> @problem AND finished_at IS NULL",
            new { id, problem }, cancellationToken: cancellationToken));

    private BackfillJob ToMessage(JobRow row)
    {
        var done = row.Computed + row.Skipped + row.Failed;
        var rate = row.RecentSeconds > 0 && row.FinishedAt is null ? row.Recent / row.RecentSeconds : 0;
        var job = new BackfillJob
        {
            Id = row.Id.ToString(), Kind = subjects.KindOf(row.Kind), State = StateOf(row.State), Problem = row.Problem,
            Total = row.Total, Done = done, Computed = row.Computed, Skipped = row.Skipped, Failed = row.Failed, ItemsPerSecond = rate,
            CreatedAt = Timestamp.FromDateTime(row.CreatedAt), FinishedAt = row.FinishedAt is { } at ? Timestamp.FromDateTime(at) : null,
        };
        if (rate > 0) job.EtaSeconds = (row.Total - done) / rate;
        return job;
    }

    private static BackfillState StateOf(string state) => state switch
    {
        "planning" => BackfillState.Planning,
        "running" => BackfillState.Running,
        "succeeded" => BackfillState.Succeeded,
        "failed" => BackfillState.Failed,
        _ => throw new InvalidOperationException($"The store holds a backfill in the unknown state '{state}'."),
    };

    // Properties, so that Dapper maps by name with the store's snake_case.
    private sealed class JobRow
    {
        public Guid Id { get; init; }
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public string Problem { get; init; } = "";
        public DateTime CreatedAt { get; init; }
        public DateTime? FinishedAt { get; init; }
        public long Total { get; init; }
        public long Computed { get; init; }
        public long Skipped { get; init; }
        public long Failed { get; init; }
        public long Recent { get; init; }
        public double RecentSeconds { get; init; }
    }
}
