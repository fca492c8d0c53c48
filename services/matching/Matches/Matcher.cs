using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Embeddings;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Matches;

/// <summary>
/// Answers from the store when the context is known: two round trips, no computation. Otherwise the answer is computed, once however many ask for it at the
/// same time, in this process or in another one.
/// </summary>
internal sealed class Matcher(NpgsqlDataSource database, BundleCache bundles, MatchComputation computation, IOptions<MatchOptions> options) : IDisposable
{
    private readonly SharedRuns<MatchOutcome> _runs = new();
    private readonly SemaphoreSlim _slots = new(options.Value.Concurrency);

    public async Task<MatchOutcome> MatchAsync(MatchQuestion question, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(cancellationToken);
        var (context, found) = await FindAsync(question, bundle, cancellationToken);
        if (found is not null) return found;
        var (outcome, started) = await _runs.RunAsync(context.Key, token => ComputeAsync(question, bundle, context.Key, token), cancellationToken);
        return started ? outcome : outcome.AsShared();
    }

    public void Dispose() => _slots.Dispose();

    private async Task<(MatchContext Context, MatchOutcome? Found)> FindAsync(MatchQuestion question, ServingBundle bundle, CancellationToken cancellationToken)
    {
        // Given back before anything is computed: whoever waits must not keep it from those who work.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var state = await CheckedState.ReadAsync(connection, question, bundle.Hash, cancellationToken);
        var config = ConfigChoice.Resolve(question.Config, state.StoredConfig).Config;
        var context = MatchContext.For(question, config, bundle.Hash, state);
        var known = await ContextStore.FindAsync(connection, context.Key, cancellationToken);
        return (context, known is null ? null : MatchOutcome.Stored(context, config, state.Playlists, known));
    }

    private async Task<MatchOutcome> ComputeAsync(MatchQuestion question, ServingBundle bundle, string key, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            await using var exclusive = await ContextLock.TakeAsync(database, key, cancellationToken);
            // Another process may have computed it while this one waited.
            var (_, found) = exclusive.Waited ? await FindAsync(question, bundle, cancellationToken) : default;
            return found ?? await computation.RunAsync(question, bundle, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }
}
