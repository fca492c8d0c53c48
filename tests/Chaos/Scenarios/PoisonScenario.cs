using Attune.Bench.Harness.Backfills;
using Attune.Bench.Harness.Catalogues;
using Attune.Chaos.Queues;
using Attune.Chaos.Reports;
using Npgsql;

namespace Attune.Chaos.Scenarios;

/// <summary>
/// A message that kills whoever handles it. Its batch's row is locked from outside, so that the worker that has it in hand waits for the lock; the database says which
/// process that is, and it is killed. Other batches must be done meanwhile, and the message must end as a dead letter.
/// </summary>
internal sealed class PoisonScenario(BackfillSystem system, Action<string> progress)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20), Patience = TimeSpan.FromMinutes(3);

    private int _kills;

    public static async Task<PoisonReport> RunAsync(BackfillSetup setup, int items, int kills, int seed, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var system = await BackfillSystem.StartAsync(setup with { MatchingWorks = false }, cancellationToken);
        return await new PoisonScenario(system, progress).RunAsync(items, kills, seed, cancellationToken);
    }

    private async Task<PoisonReport> RunAsync(int items, int kills, int seed, CancellationToken cancellationToken)
    {
        progress($"poison: importing {items:N0} tracks");
        await GeneratedCatalogue.ImportAsync(system.Matching.Channel, items, seed, cancellationToken);
        var run = await BackfillRun.StartAsync(system, cancellationToken);

        await using var locker = await system.Database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await locker.BeginTransactionAsync(cancellationToken);
        var (number, size) = await PoisonAsync(locker, run.Id, cancellationToken);
        progress($"poison: batch {number} kills whoever handles it");
        var before = await run.DoneAsync(cancellationToken);
        await KillHoldersAsync(locker.ProcessID, kills, cancellationToken);
        var meanwhile = await run.DoneAsync(cancellationToken) - before;
        await transaction.RollbackAsync(cancellationToken);

        progress("poison: the batch can be booked again");
        await run.FinishAsync(Patience, cancellationToken);
        var letters = await DeadLetter.ReadAsync(system, expected: 1, cancellationToken);
        return new PoisonReport
        {
            Items = items,
            Kills = _kills,
            MostKills = kills,
            BatchSize = size,
            DoneMeanwhile = meanwhile,
            DeadLetters = letters,
            JobState = await TextAsync("SELECT state FROM backfill_jobs WHERE id = $1", run.Id, cancellationToken),
            BatchError = await TextAsync($"SELECT coalesce(error, '') FROM backfill_batches WHERE job_id = $1 AND number = {number}", run.Id, cancellationToken),
            Audit = await CatalogueAudit.TakeAsync(system.Database.Source, run.Id, cancellationToken),
        };
    }

    /// <summary>Locks the row of a batch whose message is under way; what is updated with the planner's confirmation is not in its way.</summary>
    private static async Task<(int Number, int Size)> PoisonAsync(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var command = new NpgsqlCommand("""
                SELECT number, cardinality(item_ids) FROM backfill_batches
                WHERE job_id = $1 AND finished_at IS NULL AND published_at IS NOT NULL ORDER BY number DESC LIMIT 1 FOR UPDATE SKIP LOCKED
                """, connection) { Parameters = { new() { Value = job } } };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
                return (reader.GetInt32(0), reader.GetInt32(1));
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Until the message is dead, or the kills are used up.</summary>
    private async Task KillHoldersAsync(int blocker, int kills, CancellationToken cancellationToken)
    {
        var since = DateTime.UtcNow;
        var restarts = new List<Task>();
        while (DateTime.UtcNow - since < Patience)
        {
            if (await HolderAsync(blocker, cancellationToken) is { } holder && _kills < kills)
            {
                since = DateTime.UtcNow;
                var member = system.Workers.Single(x => x.Name == holder);
                await member.KillAsync();
                // A session that waits for a lock does not notice that its client is gone.
                await CountAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()", holder, cancellationToken);
                progress($"poison: kill {++_kills}: {holder}");
                restarts.Add(member.StartAsync(cancellationToken));
            }

            if (await QueueDepth.CountAsync(system, $"{system.Queue}.dead", cancellationToken) > 0)
                break;
            await Task.Delay(Pause, cancellationToken);
        }

        await Task.WhenAll(restarts);
    }

    private async Task<string?> HolderAsync(int blocker, CancellationToken cancellationToken)
    {
        await using var command = system.Database.Source.CreateCommand("""
            SELECT application_name FROM pg_stat_activity
            WHERE datname = current_database() AND application_name LIKE 'worker-%' AND $1 = ANY(pg_blocking_pids(pid)) LIMIT 1
            """);
        command.Parameters.Add(new() { Value = blocker });
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<long> CountAsync(string sql, object parameter, CancellationToken cancellationToken)
    {
        await using var command = system.Database.Source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = parameter });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<string> TextAsync(string sql, Guid job, CancellationToken cancellationToken)
    {
        await using var command = system.Database.Source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = job });
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
