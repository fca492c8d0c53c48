using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Dapper;
using Google.Protobuf.WellKnownTypes;
using Npgsql;

namespace Attune.Matching.Jobs.Store;

/// <summary>Reads which items of a job failed.</summary>
internal sealed class FailureStore(NpgsqlDataSource database)
{
    /// <summary>Up to <paramref name="count"/> items with ids greater than <paramref name="after"/>, in order.</summary>
    public async Task<IReadOnlyList<BackfillFailure>> ListAsync(Guid job, string after, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Id, string Reason, DateTime At)>(new CommandDefinition(
            "SELECT item_id, reason, failed_at FROM backfill_failures WHERE job_id = @job AND item_id > @after ORDER BY item_id " +
            "LIMIT @count",
            new { job, after, count }, cancellationToken: cancellationToken));
        return [.. rows.Select(
            row => new BackfillFailure { ItemId = row.Id, Reason = row.Reason, FailedAt = Timestamp.FromDateTime(row.At) })];
    }

    /// <returns>Name of the job's kind, and all that failed.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such job.</exception>
    /// <exception cref="PreconditionException">It has not ended, or nothing failed.</exception>
    public async Task<(string Kind, IReadOnlyList<string> Ids)> RetryableAsync(Guid job, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<(string Kind, string State, bool Ended)?>(new CommandDefinition(
            "SELECT kind, state, finished_at IS NOT NULL FROM backfill_jobs WHERE id = @job", new { job },
            cancellationToken: cancellationToken))
            ?? throw new ResourceNotFoundException($"There is no backfill {job}.");
        if (!found.Ended) throw new PreconditionException($"Backfill {job} is {found.State}: what fails is known when it has ended.");
        var ids = (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT DISTINCT item_id FROM backfill_failures WHERE job_id = @job ORDER BY item_id", new { job },
            cancellationToken: cancellationToken))).AsList();
        return ids.Count > 0 ? (found.Kind, ids) : throw new PreconditionException($"No item of backfill {job} has failed.");
    }
}
