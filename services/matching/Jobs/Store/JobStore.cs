using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Jobs.Kinds;
using Dapper;
using Npgsql;

namespace Attune.Matching.Jobs.Store;

/// <summary>Jobs. All progress is a sum over batch rows: there is no counter that could drift.</summary>
internal sealed class JobStore(NpgsqlDataSource database, BackfillKinds kinds)
{
    private const string Select = """
        SELECT j.id, j.kind, j.state, j.problem, j.cause, j.created_at, j.finished_at, j.waits_for, j.retry_of, j.bundle_hash, j.model,
            j.revision, j.versions,
            sums.total, sums.computed, sums.skipped, sums.failed, sums.recent, sums.reading, sums.computing, sums.storing,
            extract(epoch FROM least(now() - j.created_at, interval '10 seconds'))::float8 AS recent_seconds,
            extract(epoch FROM coalesce(j.finished_at, now()) - j.created_at)::float8 AS seconds
        FROM backfill_jobs j CROSS JOIN LATERAL (
            SELECT coalesce(sum(items), 0) AS total, coalesce(sum(computed), 0) AS computed, coalesce(sum(skipped), 0) AS skipped,
                coalesce(sum(failed), 0) AS failed,
                coalesce(sum(items) FILTER (WHERE finished_at > now() - interval '10 seconds'), 0) AS recent,
                coalesce(sum(reading_seconds), 0) AS reading, coalesce(sum(computing_seconds), 0) AS computing,
                    coalesce(sum(storing_seconds), 0) AS storing
            FROM backfill_batches b WHERE b.job_id = j.id) AS sums
        """;

    /// <returns>The id of the new job, or of the one that the key started before.</returns>
    public static async Task<Guid> CreateAsync(NpgsqlConnection connection, NewJob job, CancellationToken cancellationToken)
    {
        var (id, selection) = (Guid.CreateVersion7(), job.Selection);
        // The update changes nothing; it makes the existing row come back.
        return await connection.ExecuteScalarAsync<Guid>(new CommandDefinition("""
            INSERT INTO backfill_jobs (id, kind, state, idempotency_key, model, revision, selector, selected_ids, user_id, members,
                lacking, bundle_hash, versions, waits_for, retry_of, cause)
            VALUES (@id, @Name, @state, nullif(@IdempotencyKey, ''), @model, @revision, @Selector, @Ids, @UserId, @Members, @Lacking,
                @BundleHash, @Versions, @waits, @RetryOf, @Cause)
            ON CONFLICT (idempotency_key) DO UPDATE SET idempotency_key = excluded.idempotency_key
            RETURNING id
            """,
            new
            {
                id, job.Kind.Name, state = job.WaitsFor is { Length: > 0 }
                    ? "waiting"
                    : "planning", job.IdempotencyKey, model = job.Model.Name, revision = job.Model.Revision,
                selection.Selector, selection.Ids, selection.UserId, selection.Members, selection.Lacking, job.BundleHash,
                job.Kind.Versions, waits = job.WaitsFor ?? [], job.RetryOf, job.Cause,
            }, cancellationToken: cancellationToken));
    }

    public async Task<BackfillJob?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await ReadAsync("WHERE j.id = @id", new { id }, cancellationToken)).SingleOrDefault();

    /// <summary>The newest first.</summary>
    /// <param name="unfinishedOnly">Leaves out those that have ended.</param>
    /// <param name="before">Older than this job; empty for the newest.</param>
    /// <param name="count">At most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<IReadOnlyList<BackfillJob>> ListAsync(bool unfinishedOnly, Guid? before, int count, CancellationToken cancellationToken) =>
        ReadAsync(
        // The ids carry their time.
        "WHERE (NOT @unfinishedOnly OR j.finished_at IS NULL) AND (@before::uuid IS NULL OR j.id < @before) ORDER BY j.id DESC " +
        "LIMIT @count",
        new { unfinishedOnly, before, count }, cancellationToken);

    /// <summary>Ends a job; what workers have in hand of it is still stored.</summary>
    /// <exception cref="PreconditionException">It has ended already.</exception>
    public async Task CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE backfill_jobs SET state = 'cancelled', finished_at = now(), problem = '' WHERE id = @id AND finished_at IS NULL",
            new { id }, cancellationToken: cancellationToken));
        await RequireStateAsync(connection, id, state => state == "cancelled", "there is nothing to cancel", cancellationToken);
    }

    /// <summary>Goes on with a cancelled job where it was.</summary>
    /// <exception cref="PreconditionException">It has ended by itself.</exception>
    public async Task ResumeAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Messages of before may have been dropped as of a cancelled job.
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE backfill_batches b SET published_at = NULL FROM backfill_jobs j
            WHERE j.id = @id AND j.state = 'cancelled' AND b.job_id = j.id AND b.finished_at IS NULL;
            UPDATE backfill_jobs SET state = CASE WHEN planned THEN 'running' WHEN cardinality(waits_for) > 0 THEN 'waiting'
                ELSE 'planning' END, finished_at = NULL
            WHERE id = @id AND state = 'cancelled'
            """, new { id }, cancellationToken: cancellationToken));
        await RequireStateAsync(
            connection, id, state => state is not ("succeeded" or "failed"),
            "nothing is left to go on with; RetryFailed tries what failed again", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Opens a batch again that was closed as failed, and its job.</summary>
    public static Task ReopenAsync(NpgsqlConnection connection, BackfillMessage message, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("""
            UPDATE backfill_batches SET finished_at = NULL, error = NULL, failed = 0, skipped = 0, published_at = now()
                WHERE job_id = @JobId AND number = @Number AND failed > 0;
            DELETE FROM backfill_failures WHERE job_id = @JobId AND number = @Number;
            UPDATE backfill_jobs j SET finished_at = NULL, state = CASE WHEN planned THEN 'running' ELSE 'planning' END
            WHERE id = @JobId AND state = 'failed' AND EXISTS (SELECT FROM backfill_batches b WHERE b.job_id = j.id
                AND b.finished_at IS NULL)
            """, message, cancellationToken: cancellationToken));

    /// <summary>Closes the job when every planned batch is finished. Whoever finishes last sees all the others' commits.</summary>
    public static Task FinishIfDoneAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
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

    private static async Task RequireStateAsync(
        NpgsqlConnection connection, Guid id, Func<string, bool> fits, string otherwise, CancellationToken cancellationToken)
    {
        var state = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition("SELECT state FROM backfill_jobs WHERE id = @id", new { id }, cancellationToken: cancellationToken))
            ?? throw new ResourceNotFoundException($"There is no backfill {id}.");
        if (!fits(state)) throw new PreconditionException($"Backfill {id} is {state}: {otherwise}.");
    }

    private async Task<IReadOnlyList<BackfillJob>> ReadAsync(string condition, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<JobRow>(
            new CommandDefinition($"{Select} {condition}", parameters, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToMessage(kinds))];
    }
}
