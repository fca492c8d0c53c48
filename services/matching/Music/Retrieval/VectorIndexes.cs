using Attune.Matching.Models.Bundles;
using Attune.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Music.Retrieval;

/// <summary>
/// Makes the indexes that searches use. A build locks nobody out (CREATE INDEX CONCURRENTLY); it waits for transactions that are older than
/// it. One process builds at a time: an advisory lock of the session, which ends with the session however that ends.
/// </summary>
internal sealed partial class VectorIndexes(
    NpgsqlDataSource database, IOptions<RetrievalOptions> options, TimeProvider time, ILogger<VectorIndexes> logger)
{
    /// <summary>"attv": not the lock of the schema's migrations, which begins with "attu".</summary>
    private const int LockSpace = 0x61747476;

    /// <summary>
    /// Returns when the model's index answers searches, or when it is to have none. Builds it, or waits while somebody else does. What a
    /// killed build left behind is dropped first. While a backfill writes vectors, a missing index is not begun: every vector would have to
    /// find its place in the graph, at many times what storing it costs.
    /// </summary>
    /// <exception cref="NpgsqlException">The database is away, or refuses.</exception>
    public async Task<IndexState> EnsureAsync(ModelKey model, CancellationToken cancellationToken)
    {
        if (model.Dims > VectorIndex.MostDims) return IndexState.TooManyDims;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        while (true)
        {
            if (await IndexCatalog.IsValidAsync(connection, model, cancellationToken) == true) return IndexState.Ready;
            if (!await IndexCatalog.HasRowsAsync(connection, model, options.Value.MinRows, cancellationToken)) return IndexState.TooFewRows;
            if (!await IndexCatalog.IsBeingFilledAsync(connection, cancellationToken)
                && await TryBuildAsync(connection, model, cancellationToken))
                return IndexState.Ready;
            // No transaction is open here: a build elsewhere would wait for it.
            await Task.Delay(options.Value.CheckInterval, time, cancellationToken);
        }
    }

    /// <summary>Every index over track vectors, of whatever model, in order of their names.</summary>
    public async Task<IReadOnlyList<StoredIndex>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await IndexCatalog.ListAsync(connection, cancellationToken);
    }

    /// <returns>False when another process is building.</returns>
    private async Task<bool> TryBuildAsync(NpgsqlConnection connection, ModelKey model, CancellationToken cancellationToken)
    {
        // Tried and never waited for: a session that waits inside a statement holds a snapshot, and the build would wait for that.
        await using var turn = await AdvisoryLock.TryTakeAsync(connection, AdvisoryKey.OfSchema(LockSpace), cancellationToken);
        if (turn is null) return false;
        var valid = await IndexCatalog.IsValidAsync(connection, model, cancellationToken);
        if (valid == true) return true;
        if (valid == false)
        {
            Log.DroppingRest(logger, VectorIndex.NameOf(model));
            await ExecuteAsync(connection, VectorIndex.DropSql(model), cancellationToken);
        }
        await BuildAsync(connection, model, cancellationToken);
        return true;
    }

    private async Task BuildAsync(NpgsqlConnection connection, ModelKey model, CancellationToken cancellationToken)
    {
        var name = VectorIndex.NameOf(model);
        Log.Building(logger, name, model);
        var started = time.GetTimestamp();
        // Of the session; the pool resets them when the connection goes back.
        await ExecuteAsync(
            connection, $"SET maintenance_work_mem = '{options.Value.MaintenanceMegabytes}MB'; SET statement_timeout = 0; SET " +
                "lock_timeout = 0", cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new BuildProgress(database, time, logger).WatchAsync(connection.ProcessID, name, over.Token);
        try
        {
            await ExecuteAsync(connection, VectorIndex.CreateSql(model, options.Value), cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await progress;
        }
        Log.Built(logger, name, model, time.GetElapsedTime(started));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
