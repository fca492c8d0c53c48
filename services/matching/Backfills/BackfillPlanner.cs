using Attune.Messaging;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Backfills;

/// <summary>
/// Cuts a job into batches by keyset, and announces batches whose message is not confirmed yet. Both go on where a killed process stopped: the
/// place is a column of the job, the confirmation a column of the batch.
/// </summary>
internal sealed class BackfillPlanner(NpgsqlDataSource database, BackfillSubjects subjects, IMessagePublisher publisher, IOptions<BackfillOptions> options)
{
    private const int BatchesAPage = 32;

    /// <summary>Plans and announces everything that is due, over all open jobs.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var open = await connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT id FROM backfill_jobs WHERE finished_at IS NULL ORDER BY created_at", cancellationToken: cancellationToken));
        foreach (var job in open.AsList())
        {
            bool more;
            do
            {
                more = await PlanPageAsync(connection, job, cancellationToken);
                await AnnounceAsync(connection, job, cancellationToken);
            }
            while (more);
            await BackfillStore.FinishJobIfDoneAsync(connection, job, cancellationToken);
        }
    }

    /// <returns>True when the job has more pages to plan.</returns>
    private async Task<bool> PlanPageAsync(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Another replica may plan the same job: whoever holds the row plans, the other goes on to the next.
        var place = await connection.QuerySingleOrDefaultAsync<(string Kind, string After)?>(new CommandDefinition(
            "SELECT kind, planned_up_to FROM backfill_jobs WHERE id = @job AND state = 'planning' FOR UPDATE SKIP LOCKED",
            new { job }, transaction, cancellationToken: cancellationToken));
        if (place is not { } at) return false;

        var size = options.Value.BatchSize;
        var ids = await subjects.SubjectOf(at.Kind).IdsAfterAsync(connection, at.After, size * BatchesAPage, cancellationToken);
        var first = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "SELECT coalesce(max(number), 0) + 1 FROM backfill_batches WHERE job_id = @job", new { job }, transaction, cancellationToken: cancellationToken));
        var batches = ids.Chunk(size).Select((chunk, i) => new { job, number = first + i, chunk });
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO backfill_batches (job_id, number, item_ids) VALUES (@job, @number, @chunk)", batches, transaction, cancellationToken: cancellationToken));
        var more = ids.Count == size * BatchesAPage;
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE backfill_jobs SET planned_up_to = @last, state = @state WHERE id = @job",
            new { job, last = ids.Count > 0 ? ids[^1] : at.After, state = more ? "planning" : "running" }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return more;
    }

    private async Task AnnounceAsync(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        var due = (await connection.QueryAsync<int>(new CommandDefinition("""
            SELECT number FROM backfill_batches
            WHERE job_id = @job AND finished_at IS NULL AND (published_at IS NULL OR published_at < now() - @RepublishAfter)
            ORDER BY number
            """, new { job, options.Value.RepublishAfter }, cancellationToken: cancellationToken))).AsList();
        foreach (var numbers in due.Chunk(BatchesAPage))
        {
            await Task.WhenAll(numbers.Select(number => publisher.PublishAsync(BackfillQueue.Batches, new BackfillMessage(job, number), cancellationToken)));
            // Only now: a crash before this line announces them again, and a second announcement finds its batch finished.
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE backfill_batches SET published_at = now() WHERE job_id = @job AND number = ANY(@numbers)",
                new { job, numbers }, cancellationToken: cancellationToken));
        }
    }
}
