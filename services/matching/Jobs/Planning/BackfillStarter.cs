using Attune.Hosting.Errors;
using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Jobs.Store;
using Dapper;
using Npgsql;

namespace Attune.Matching.Jobs.Planning;

/// <summary>Starts jobs, with those that have to end before.</summary>
internal sealed class BackfillStarter(NpgsqlDataSource database, BackfillKinds kinds, BackfillReconciler reconciler)
{
    /// <param name="kind">What.</param>
    /// <param name="selection">For what.</param>
    /// <param name="idempotencyKey">Empty, or one that a job may have been started with.</param>
    /// <param name="expectedBundle">The bundle that has to be serving; empty for whichever does.</param>
    /// <param name="retryOf">The job whose failures are selected.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreconditionException">Another bundle serves, or it has no model for this.</exception>
    public async Task<Guid> StartAsync(
        IBackfillKind kind, JobSelection selection, string idempotencyKey, string expectedBundle, Guid? retryOf,
        CancellationToken cancellationToken)
    {
        var maker = await kind.OpenAsync(cancellationToken);
        if (expectedBundle.Length > 0 && expectedBundle != maker.BundleHash)
            throw new PreconditionException(
                $"The embedding service serves bundle {maker.BundleHash}, not {expectedBundle}: only what serves can compute. Serve " +
                "that bundle, or name this one.");
        var model = maker.Model ?? throw new PreconditionException($"The serving bundle {maker.BundleHash} has no model for {kind.Name}.");

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (idempotencyKey.Length > 0 && await FindAsync(connection, idempotencyKey, cancellationToken) is { } known) return known;
        var before = await StartBeforeAsync(connection, kind, selection, cancellationToken);
        var id = await JobStore.CreateAsync(
            connection, new NewJob(kind, model, maker.BundleHash, selection, idempotencyKey, "", before, retryOf), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        reconciler.Wake();
        return id;
    }

    private async Task<Guid[]> StartBeforeAsync(
        NpgsqlConnection connection, IBackfillKind kind, JobSelection selection, CancellationToken cancellationToken)
    {
        var started = new List<Guid>();
        foreach (var (which, selected, cause) in await kind.PrerequisitesAsync(connection, selection, cancellationToken))
        {
            var needed = kinds.Find(which)!;
            var maker = await needed.OpenAsync(cancellationToken);
            if (maker.Model is not { } model || !await AnyAsync(connection, needed, model, selected, cancellationToken)) continue;
            var job = new NewJob(needed, model, maker.BundleHash, selected, Cause: cause);
            started.Add(await JobStore.CreateAsync(connection, job, cancellationToken));
        }
        return [.. started];
    }

    private static Task<bool> AnyAsync(
        NpgsqlConnection connection, IBackfillKind kind, OutputModel model, JobSelection selection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            $"SELECT EXISTS (SELECT FROM {kind.Items} i WHERE {SelectionSql.Condition(kind, selection)})",
            new { ids = selection.Ids, userId = selection.UserId, model = model.Name, revision = model.Revision },
            cancellationToken: cancellationToken));

    private static Task<Guid?> FindAsync(NpgsqlConnection connection, string idempotencyKey, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM backfill_jobs WHERE idempotency_key = @idempotencyKey", new { idempotencyKey },
            cancellationToken: cancellationToken));
}
