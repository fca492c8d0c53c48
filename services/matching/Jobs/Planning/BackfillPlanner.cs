using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Jobs.Settings;
using Attune.Matching.Jobs.Store;
using Attune.Messaging;
using Attune.Storage;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Jobs.Planning;

/// <summary>
/// Cuts jobs into batches by keyset, and announces batches whose message is not confirmed yet. Both go on where a killed process stopped:
/// the place is a column of the job, the confirmation a column of the batch.
/// </summary>
internal sealed class BackfillPlanner(
    NpgsqlDataSource database, BackfillKinds kinds, IMessagePublisher publisher, IQueueInspector queues, IOptions<BackfillOptions> options,
    TimeProvider time)
{
    private const int BatchesAPage = 8;

    /// <summary>Plans and announces everything that is due, over all open jobs, unless another process is doing so.</summary>
    /// <returns>Whether any job is open.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var turn = await AdvisoryLock.TryTakeAsync(connection, AdvisoryKey.Of("backfill planner"), cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE backfill_jobs j SET state = 'planning'
            WHERE state = 'waiting' AND NOT EXISTS (SELECT FROM backfill_jobs w WHERE w.id = ANY(j.waits_for) AND w.finished_at IS NULL)
            """, cancellationToken: cancellationToken));
        var open = (await connection.QueryAsync<(Guid Id, string State)>(new CommandDefinition(
            "SELECT id, state FROM backfill_jobs WHERE finished_at IS NULL ORDER BY created_at",
            cancellationToken: cancellationToken))).AsList();
        if (turn is null) return open.Count > 0;
        foreach (var (job, state) in open)
        {
            if (state == "waiting") continue;
            bool more;
            do
            {
                var started = time.GetTimestamp();
                more = await PlanPageAsync(connection, job, cancellationToken);
                var planned = time.GetElapsedTime(started);
                await AnnounceAsync(connection, job, cancellationToken);
                // Workers have enough to do by now; the database has as long a rest. A broker that kept this waiting is no reason for one.
                if (more) await Task.Delay(planned, time, cancellationToken);
            }
            while (more);
            await JobStore.FinishIfDoneAsync(connection, job, cancellationToken);
        }
        return open.Count > 0;
    }

    /// <returns>True when the job has more pages to plan.</returns>
    private async Task<bool> PlanPageAsync(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // A call may be cancelling the job.
        var row = await connection.QuerySingleOrDefaultAsync<PlannedJob>(new CommandDefinition("""
            SELECT kind, model, revision, selector, selected_ids AS ids, user_id, members, lacking, planned_up_to AS after
            FROM backfill_jobs WHERE id = @job AND state = 'planning' FOR UPDATE SKIP LOCKED
            """, new { job }, transaction, cancellationToken: cancellationToken));
        if (row is null) return false;

        var kind = kinds.Of(row.Kind);
        // By the index, whatever a catalogue that has just been imported looks like to the planner of the database: else every page reads
        // and sorts all that are left.
        await connection.ExecuteAsync(
            new CommandDefinition("SET LOCAL enable_sort = off", transaction: transaction, cancellationToken: cancellationToken));
        var batches = (await connection.QueryAsync<(int Number, int Items, string Last)>(new CommandDefinition($"""
            INSERT INTO backfill_batches (job_id, number, item_ids)
            SELECT @job, (SELECT coalesce(max(number), 0) FROM backfill_batches WHERE job_id = @job) + page.number,
                array_agg(page.id ORDER BY page.id)
            FROM (SELECT next.id, (row_number() OVER (ORDER BY next.id) + @size - 1) / @size AS number
                  FROM (SELECT i.id FROM {kind.Items} i WHERE i.id > @After AND {SelectionSql.Condition(kind, row.Selection)} ORDER BY i.id
                      LIMIT @limit) AS next) AS page
            GROUP BY page.number
            RETURNING number, items, item_ids[items]
            """,
            new { job, row.After, row.Ids, row.UserId, row.Model, row.Revision, size = options.Value.BatchSize,
                limit = options.Value.BatchSize * BatchesAPage },
            transaction, cancellationToken: cancellationToken))).AsList();
        var more = batches.Sum(batch => batch.Items) == options.Value.BatchSize * BatchesAPage;
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE backfill_jobs SET planned_up_to = @last, planned = @done, state = @state WHERE id = @job",
            new { job, last = batches.Count > 0
                ? batches.MaxBy(batch => batch.Number).Last
                : row.After, done = !more, state = more
                ? "planning"
                : "running" },
            transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return more;
    }

    private async Task AnnounceAsync(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        var (kind, room) = await connection.QuerySingleAsync<(string, int)>(new CommandDefinition("""
            SELECT kind, @Ahead - (SELECT count(*) FROM backfill_batches WHERE job_id = j.id AND finished_at IS NULL
                AND published_at IS NOT NULL)::int FROM backfill_jobs j WHERE id = @job
            """, new { job, options.Value.Ahead }, cancellationToken: cancellationToken));
        var due = (await connection.QueryAsync<int>(new CommandDefinition("""
            SELECT number FROM backfill_batches WHERE job_id = @job AND finished_at IS NULL AND published_at IS NULL ORDER BY number
                LIMIT @room
            """, new { job, room = Math.Max(0, room) }, cancellationToken: cancellationToken))).AsList();
        due.AddRange(await LostAsync(connection, job, cancellationToken));
        foreach (var numbers in due.Chunk(BatchesAPage))
        {
            await Task.WhenAll(
                numbers.Select(
                    number => publisher.PublishAsync(BackfillQueue.Batches, new BackfillMessage(job, number, kind), cancellationToken)));
            // Only now: a crash before this line announces them again, and a second announcement finds its batch finished.
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE backfill_batches SET published_at = now() WHERE job_id = @job AND number = ANY(@numbers)",
                new { job, numbers }, cancellationToken: cancellationToken));
        }
    }

    /// <summary>
    /// Batches that wait for long although no message waits: the queue was deleted, or somebody emptied it. What workers have in hand is
    /// among them; a second message does no harm.
    /// </summary>
    private async Task<IReadOnlyList<int>> LostAsync(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        var old = (await connection.QueryAsync<int>(new CommandDefinition("""
            SELECT number FROM backfill_batches
            WHERE job_id = @job AND finished_at IS NULL AND published_at < now() - @RepublishAfter ORDER BY number
            """, new { job, options.Value.RepublishAfter }, cancellationToken: cancellationToken))).AsList();
        return old.Count > 0 && await queues.CountAsync(BackfillQueue.Batches, cancellationToken) == 0 ? old : [];
    }

    private sealed class PlannedJob
    {
        public string Kind { get; init; } = "";
        public string Model { get; init; } = "";
        public string Revision { get; init; } = "";
        public string Selector { get; init; } = "";
        public string[]? Ids { get; init; }
        public string UserId { get; init; } = "";
        public bool Members { get; init; }
        public bool Lacking { get; init; }
        public string After { get; init; } = "";

        public JobSelection Selection => new(Selector, Ids, UserId, Members, Lacking);
    }
}
