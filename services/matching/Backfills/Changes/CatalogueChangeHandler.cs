using Attune.Contracts.Matching.V1;
using Attune.Matching.Backfills.Kinds;
using Attune.Matching.Embeddings;
using Attune.Messaging;
using Attune.Storage;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Backfills.Changes;

/// <summary>
/// Starts backfills of just what a change makes stale: outputs that were there for what the rows were before. The keys of the jobs come from the message, so that one that
/// comes twice starts them once.
/// </summary>
internal sealed partial class CatalogueChangeHandler(
    NpgsqlDataSource database, BackfillKinds kinds, BundleCache bundles, BackfillReconciler reconciler, IOptions<BackfillOptions> options, TimeProvider time,
    ILogger<CatalogueChangeHandler> logger) : IMessageHandler<CatalogueChanged>
{
    private const string Cause = "the catalogue has changed";

    private const string ProfilesOf = """
        SELECT DISTINCT p.playlist_id FROM playlist_profiles p
        WHERE p.playlist_id = ANY(@playlists) OR p.playlist_id IN (SELECT m.playlist_id FROM playlist_members m WHERE m.track_id = ANY(@tracks))
        """;

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
        var bundle = await bundles.GetAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var first = new List<Guid>();
        await AddAsync(BackfillKind.TrackEmbeddings, "track_id", message.TrackTexts);
        await AddAsync(BackfillKind.TrackEmotions, "track_id", message.TrackTexts);
        await AddAsync(BackfillKind.TrackGenres, "track_id", message.TrackSignals);
        await AddAsync(BackfillKind.PlaylistEmbeddings, "playlist_id", message.PlaylistTexts);
        var profiles = (await connection.QueryAsync<string>(new CommandDefinition(
            ProfilesOf, new { playlists = Union(message.PlaylistTexts, message.Memberships), tracks = Union(message.TrackTexts, message.TrackSignals) }, cancellationToken: cancellationToken))).AsList();
        await CreateAsync(BackfillKind.PlaylistProfiles, profiles, [.. first]);
        await transaction.CommitAsync(cancellationToken);

        async Task AddAsync(BackfillKind kind, string column, string[] ids)
        {
            if (ids.Length == 0) return;
            // Those that have an output, of whatever text or list: the others have nothing to lose.
            var stale = (await connection.QueryAsync<string>(new CommandDefinition(
                $"SELECT DISTINCT {column} FROM {kinds.Find(kind)!.Name} WHERE {column} = ANY(@ids)", new { ids }, cancellationToken: cancellationToken))).AsList();
            if (await CreateAsync(kind, stale, []) is { } job) first.Add(job);
        }

        async Task<Guid?> CreateAsync(BackfillKind which, IReadOnlyCollection<string> ids, Guid[] waitsFor)
        {
            var kind = kinds.Find(which)!;
            if (ids.Count == 0 || kind.ModelOf(bundle) is not { } model) return null;
            var key = $"{context.MessageId}:{kind.Name}";
            return await JobStore.CreateAsync(connection, new NewJob(kind, model, bundle.Hash, JobSelection.Of(ids), key, Cause, waitsFor), cancellationToken);
        }
    }

    private static string[] Union(string[] some, string[] others) => [.. some.Union(others, StringComparer.Ordinal)];
}
