using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Backfills.Kinds;
using Attune.Matching.Embeddings;
using Dapper;
using Npgsql;

namespace Attune.Matching.Backfills;

/// <summary>Starts jobs, with those that have to end before.</summary>
internal sealed class BackfillStarter(NpgsqlDataSource database, BackfillKinds kinds, BundleCache bundles, BackfillReconciler reconciler)
{
    /// <param name="kind">What.</param>
    /// <param name="selection">For what.</param>
    /// <param name="idempotencyKey">Empty, or one that a job may have been started with.</param>
    /// <param name="expectedBundle">The bundle that has to be serving; empty for whichever does.</param>
    /// <param name="retryOf">The job whose failures are selected.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreconditionException">Another bundle serves, or it has no model for this.</exception>
    public async Task<Guid> StartAsync(
        IBackfillKind kind, JobSelection selection, string idempotencyKey, string expectedBundle, Guid? retryOf, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(cancellationToken);
        if (expectedBundle.Length > 0 && expectedBundle != bundle.Hash)
            throw new PreconditionException($"The embedding service serves bundle {bundle.Hash}, not {expectedBundle}: only what serves can compute. Serve that bundle, or name this one.");
        var model = kind.ModelOf(bundle) ?? throw new PreconditionException($"The serving bundle {bundle.Hash} has no model for {kind.Name}.");

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (idempotencyKey.Length > 0 && await FindAsync(connection, idempotencyKey, cancellationToken) is { } known) return known;
        Guid[] before = kind.Kind == BackfillKind.PlaylistProfiles ? await StartBeforeProfilesAsync(connection, selection, bundle, cancellationToken) : [];
        var id = await JobStore.CreateAsync(connection, new NewJob(kind, model, bundle.Hash, selection, idempotencyKey, "", before, retryOf), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        reconciler.Wake();
        return id;
    }

    private async Task<Guid[]> StartBeforeProfilesAsync(NpgsqlConnection connection, JobSelection selection, ServingBundle bundle, CancellationToken cancellationToken)
    {
        var parts = await ProfileKind.PartsAsync(connection, bundle, cancellationToken);
        var (own, members) = (selection with { Lacking = true }, selection with { Lacking = true, Members = true });
        var started = new List<Guid>();
        if (parts.Vectors) await AddAsync(BackfillKind.PlaylistEmbeddings, own);
        if (parts.Vectors) await AddAsync(BackfillKind.TrackEmbeddings, members);
        if (parts.Emotions) await AddAsync(BackfillKind.TrackEmotions, members);
        return [.. started];

        async Task AddAsync(BackfillKind which, JobSelection selected)
        {
            var kind = kinds.Find(which)!;
            if (kind.ModelOf(bundle) is not { } model || !await AnyAsync(connection, kind, model, selected, cancellationToken)) return;
            started.Add(await JobStore.CreateAsync(connection, new NewJob(kind, model, bundle.Hash, selected, Cause: "profiles wait for it"), cancellationToken));
        }
    }

    private static Task<bool> AnyAsync(NpgsqlConnection connection, IBackfillKind kind, ModelKey model, JobSelection selection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            $"SELECT EXISTS (SELECT FROM {kind.Items} i WHERE {SelectionSql.Condition(kind, selection)})",
            new { ids = selection.Ids, userId = selection.UserId, model = model.Name, revision = model.Revision }, cancellationToken: cancellationToken));

    private static Task<Guid?> FindAsync(NpgsqlConnection connection, string idempotencyKey, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM backfill_jobs WHERE idempotency_key = @idempotencyKey", new { idempotencyKey }, cancellationToken: cancellationToken));
}
