using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Jobs.Planning;
using Attune.Matching.Jobs.Settings;
using Attune.Matching.Jobs.Store;
using Attune.Matching.Music.Catalog;
using Attune.Messaging;
using Attune.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Music.Backfills;

/// <summary>
/// Starts backfills of just what a change makes stale: outputs that were there for what the rows were before. The keys of the jobs come
/// from the message, so that one that comes twice starts them once.
/// </summary>
internal sealed partial class CatalogueChangeHandler(
    NpgsqlDataSource database, IEnumerable<BundleKind> kinds, BackfillReconciler reconciler, IOptions<BackfillOptions> options,
    TimeProvider time,
    ILogger<CatalogueChangeHandler> logger) : IMessageHandler<CatalogueChanged>
{
    private const string Cause = "the catalogue has changed";

    public async Task HandleAsync(CatalogueChanged message, MessageContext context, CancellationToken cancellationToken)
    {
        if (!options.Value.FollowChanges) return;
        // Nor is it a fault of the message when nobody knows the serving bundle yet.
        await OutageWait.RunAsync(token => StartAsync(message, context, token), (reason, pause) =>
        {
            Log.Waiting(logger, pause, reason);
            return Task.FromResult(true);
        }, time, cancellationToken);
        reconciler.Wake();
    }

    private async Task StartAsync(CatalogueChanged message, MessageContext context, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var first = new List<Guid>();
        // Those that are made of others' outputs come last, and wait for them.
        foreach (var kind in kinds.OrderBy(kind => kind.IsMadeOfOthers))
        {
            var stale = await kind.StaleAsync(connection, message, cancellationToken);
            if (stale.Count == 0) continue;
            var maker = await kind.OpenAsync(cancellationToken);
            if (maker.Model is not { } model) continue;
            Guid[] waitsFor = kind.IsMadeOfOthers ? [.. first] : [];
            var job = new NewJob(
                kind, model, maker.BundleHash, JobSelection.Of(stale), $"{context.MessageId}:{kind.Name}", Cause, waitsFor);
            first.Add(await JobStore.CreateAsync(connection, job, cancellationToken));
        }
        await transaction.CommitAsync(cancellationToken);
    }
}
