using Attune.Hosting.Errors;
using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Jobs.Store;
using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Jobs.Work;

/// <summary>
/// Works on what a batch lacks, in parts. An item that nothing helps fails alone, with its reason; an outage fails the run, and leaves what
/// is stored.
/// </summary>
internal sealed class BatchRun(NpgsqlDataSource database, IOutputMaker maker, BackfillBatch batch, ComputeSlots slots, TimeProvider time)
{
    private const int LongestReason = 1_000;

    private long _readTicks;

    /// <summary>What finding out what is missing has taken so far.</summary>
    public StageSeconds Reading => new(TimeSpan.FromTicks(Interlocked.Read(ref _readTicks)).TotalSeconds, 0, 0);

    /// <exception cref="DependencyUnavailableException">The embedding service is away, or full.</exception>
    /// <exception cref="PreconditionException">Another bundle serves by now.</exception>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            ComputeSlots.Parts(batch.ItemIds).Select(ids => slots.RunAsync(() => WorkAsync(ids, cancellationToken), cancellationToken)));

    private async Task WorkAsync(string[] ids, CancellationToken cancellationToken)
    {
        var work = await ReadAsync(ids, cancellationToken);
        if (work.Ids.Count > 0) await ComputeAsync(work, again: false, cancellationToken);
    }

    private async Task<IWork> ReadAsync(string[] ids, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var work = await maker.ReadAsync(connection, ids, cancellationToken);
        Interlocked.Add(ref _readTicks, time.GetElapsedTime(started).Ticks);
        return work;
    }

    private async Task ComputeAsync(IWork work, bool again, CancellationToken cancellationToken)
    {
        try
        {
            var started = time.GetTimestamp();
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await work.ComputeAsync(
                connection, (where, save, token) => slots.StoreAsync(() => StoreAsync(where, save, started, token), token),
                cancellationToken);
        }
        catch (ItemsRefusedException error)
        {
            await FailAsync([.. error.Reasons.Select(reason => new ItemFailure(reason.Key, Short(reason.Value)))], cancellationToken);
        }
        catch (Exception error) when (IsOfItems(error) && !cancellationToken.IsCancellationRequested)
        {
            // Something in the part cannot be computed or stored: halves find out what.
            if (work.Ids.Count > 1) foreach (var half in work.Halves()) await ComputeAsync(half, again: false, cancellationToken);
            // A connection that broke says so in many ways; a new one fails as an outage, or does not fail.
            else if (!again && error is InvalidOperationException) await ComputeAsync(work, again: true, cancellationToken);
            else await FailAsync([new ItemFailure(work.Ids[0], Short(error.Message))], cancellationToken);
        }
    }

    private async Task StoreAsync(
        NpgsqlConnection connection, Func<CancellationToken, Task<long>> saveAsync, long started, CancellationToken cancellationToken)
    {
        var computed = time.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var stored = await saveAsync(cancellationToken);
        var seconds = new StageSeconds(0, time.GetElapsedTime(started, computed).TotalSeconds, time.GetElapsedTime(computed).TotalSeconds);
        await BatchStore.BookAsync(connection, batch, stored, seconds, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task FailAsync(IReadOnlyCollection<ItemFailure> failures, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await BatchStore.FailAsync(connection, batch, failures, cancellationToken);
    }

    // Neither an outage nor another bundle: those are about everything.
    private static bool IsOfItems(Exception error) =>
        error is not (DependencyUnavailableException or PreconditionException) && !StorageOutage.IsOne(error);

    private static string Short(string text) => ErrorText.Cut(text, LongestReason);
}
