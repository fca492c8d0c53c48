using Attune.Contracts.Matching.V1;
using Npgsql;

namespace Attune.Bench.Harness.Backfills;

/// <summary>A backfill of all tracks, followed in the database: that goes on where the process that started it is killed.</summary>
internal sealed class BackfillRun(BackfillSystem system, Guid id)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20), LongPause = TimeSpan.FromMilliseconds(200), LongestOutage = TimeSpan.FromMinutes(2);

    public Guid Id => id;

    public static async Task<BackfillRun> StartAsync(BackfillSystem system, CancellationToken cancellationToken)
    {
        var response = await new BackfillService.BackfillServiceClient(system.Matching.Channel)
            .StartAsync(new BackfillServiceStartRequest { Kind = BackfillKind.TrackEmbeddings }, cancellationToken: cancellationToken);
        return new BackfillRun(system, Guid.Parse(response.Job.Id));
    }

    /// <summary>Items of finished batches, and those of others that are stored. The database may be away for a while.</summary>
    public Task<long> DoneAsync(CancellationToken cancellationToken) => ScalarAsync(
        "SELECT coalesce(sum(CASE WHEN finished_at IS NOT NULL THEN items ELSE computed END), 0) FROM backfill_batches WHERE job_id = $1", cancellationToken);

    public async Task<bool> IsFinishedAsync(CancellationToken cancellationToken) =>
        await ScalarAsync("SELECT count(*) FROM backfill_jobs WHERE id = $1 AND finished_at IS NOT NULL", cancellationToken) > 0;

    /// <summary>What keeps it from going on, in its own words.</summary>
    public async Task<string> ProblemAsync(CancellationToken cancellationToken)
    {
        await using var command = system.Database.Source.CreateCommand("SELECT problem FROM backfill_jobs WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Until that many items are done, or the job is finished: then false.</summary>
    public async Task<bool> ReachesAsync(long items, CancellationToken cancellationToken)
    {
        while (await DoneAsync(cancellationToken) < items)
        {
            if (await IsFinishedAsync(cancellationToken))
                return false;
            await Task.Delay(Pause, cancellationToken);
        }

        return true;
    }

    /// <summary>When the last batch so far was announced, in microseconds.</summary>
    public Task<long> AnnouncementsAsync(CancellationToken cancellationToken) =>
        ScalarAsync("SELECT (1e6 * extract(epoch FROM coalesce(max(published_at), now())))::bigint FROM backfill_batches WHERE job_id = $1", cancellationToken);

    /// <summary>Until a batch that was announced after that is finished, or the job.</summary>
    public async Task FinishesAnnouncedAsync(long after, CancellationToken cancellationToken)
    {
        var finished = $"SELECT count(*) FROM backfill_batches WHERE job_id = $1 AND finished_at IS NOT NULL AND 1e6 * extract(epoch FROM published_at) > {after}";
        while (await ScalarAsync(finished, cancellationToken) == 0 && !await IsFinishedAsync(cancellationToken))
            await Task.Delay(Pause, cancellationToken);
    }

    /// <summary>Until the job is finished; looked at seldom, because looking is work for the database, too.</summary>
    /// <exception cref="TimeoutException">Nothing went on for a long time.</exception>
    public async Task FinishAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        long done = -1;
        var since = DateTime.UtcNow;
        while (!await IsFinishedAsync(cancellationToken))
        {
            var now = await DoneAsync(cancellationToken);
            if (now != done)
                (done, since) = (now, DateTime.UtcNow);
            if (DateTime.UtcNow - since > patience)
                throw new TimeoutException($"The backfill stands still at {done:N0} items since {patience.TotalSeconds:0} s.");
            await Task.Delay(LongPause, cancellationToken);
        }
    }

    /// <summary>By the clock of the database, from its creation to its end.</summary>
    public async Task<double> SecondsAsync(CancellationToken cancellationToken) =>
        await ScalarAsync("SELECT (1000 * extract(epoch FROM finished_at - created_at))::bigint FROM backfill_jobs WHERE id = $1", cancellationToken) / 1000.0;

    private async Task<long> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        var since = DateTime.UtcNow;
        while (true)
        {
            try
            {
                await using var command = system.Database.Source.CreateCommand(sql);
                command.Parameters.Add(new() { Value = id });
                return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken));
            }
            catch (NpgsqlException) when (DateTime.UtcNow - since < LongestOutage)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
