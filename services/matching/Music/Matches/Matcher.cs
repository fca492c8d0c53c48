using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Shortlists;
using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Music.Matches;

/// <summary>
/// Answers from the store when the context is known: two round trips, one when this process has read the answer lately, no computation.
/// Otherwise the answer is computed, once however many ask for it at the same time, in this process or in another one.
/// </summary>
internal sealed class Matcher(
    NpgsqlDataSource database, BundleCache bundles, CheckedState states, MatchMemory memory, MatchComputation computation, WorkSlots slots)
{
    private readonly SharedRuns<MatchOutcome> _runs = new();

    public async Task<MatchOutcome> MatchAsync(MatchQuestion question, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(cancellationToken);
        var (context, found) = await FindAsync(question, bundle, cancellationToken);
        if (found is not null) return found;
        // Not by the context alone: what one question means may have changed by the time it is computed, and the other's may not.
        var sameQuestion = $"{context.Key} {StageOneScope.HashOf(question)} {(question.PlaylistIds is null ? "all" : "some")} " +
            $"{question.Config}";
        var (outcome, started) = await _runs.RunAsync(
            sameQuestion, token => ComputeAsync(question, bundle, context.Key, token), cancellationToken);
        return started ? outcome : outcome.AsShared();
    }

    private async Task<(MatchContext Context, MatchOutcome? Found)> FindAsync(
        MatchQuestion question, ServingBundle bundle, CancellationToken cancellationToken)
    {
        // Given back before anything is computed: whoever waits must not keep it from those who work.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var state = await states.ReadAsync(connection, question, bundle.Hash, cancellationToken);
        var config = ConfigChoice.Resolve(question.Config, state.StoredConfig).Config;
        var context = MatchContext.For(question, config, bundle.Hash, state);
        var known = await KnownAsync(connection, context.Key, state.Version, cancellationToken);
        return (context, known is null ? null : MatchOutcome.Stored(context, config, state.Playlists, known));
    }

    private async Task<MatchAnswer?> KnownAsync(NpgsqlConnection connection, string key, long? version, CancellationToken cancellationToken)
    {
        if (version is not { } at) return await ContextStore.FindAsync(connection, key, cancellationToken);
        if (memory.AnswerOf(key, at) is { } remembered) return remembered;
        var stored = await ContextStore.FindAsync(connection, key, cancellationToken);
        if (stored is not null) memory.Keep(key, at, stored);
        return stored;
    }

    private async Task<MatchOutcome> ComputeAsync(
        MatchQuestion question, ServingBundle bundle, string key, CancellationToken cancellationToken)
    {
        await slots.Answers.WaitAsync(cancellationToken);
        try
        {
            // So that of several processes one computes it.
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var exclusive = await AdvisoryLock.TakeAsync(connection, AdvisoryKey.Of(key), cancellationToken);
            return await computation.RunAsync(question, bundle, cancellationToken);
        }
        finally
        {
            slots.Answers.Release();
        }
    }
}
