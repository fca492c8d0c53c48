using System.Data;
using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Catalog;
using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Embeddings;
using Attune.Matching.Scoring;
using Npgsql;

namespace Attune.Matching.Matches;

/// <summary>
/// Answers from the store when the context is known: two round trips, no computation. Otherwise reads all inputs from one
/// snapshot, computes what is missing, ranks, and stores the answer.
/// </summary>
internal sealed class Matcher(NpgsqlDataSource database, BundleCache bundles, VectorFiller filler)
{
    public async Task<MatchOutcome> MatchAsync(MatchQuestion question, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var state = await CatalogStateReader.ReadAsync(connection, question, cancellationToken);
        await RefuseUnknownAsync(connection, question, state, cancellationToken);
        MatchRules.CheckSize(question, state.Playlists.Count);
        var config = ConfigChoice.Resolve(question.Config, state.StoredConfig).Config;
        var context = MatchContext.For(question, config, bundle.Hash, state);
        if (await ContextStore.FindAsync(connection, context.Key, cancellationToken) is { } known)
            return new MatchOutcome(context, config, state.Playlists, known, FromStore: true, new MatchWork { EmbeddingsReused = known.Vectors, PairsReused = known.Pairs });
        return await ComputeAsync(connection, question, bundle, cancellationToken);
    }

    private async Task<MatchOutcome> ComputeAsync(NpgsqlConnection connection, MatchQuestion question, ServingBundle bundle, CancellationToken cancellationToken)
    {
        CatalogState state;
        MatchConfig config;
        MatchInputs found;
        MissingVectors missing;
        // One snapshot for identities and vectors: the catalogue may be changing meanwhile.
        await using (var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            state = await CatalogStateReader.ReadAsync(connection, question, cancellationToken);
            config = ConfigChoice.Resolve(question.Config, state.StoredConfig).Config;
            found = await MatchInputsReader.ReadAsync(connection, question, bundle.Embedder, cancellationToken);
            missing = config.Signals.Contains(SignalName.Vector, StringComparer.Ordinal) ? await filler.FindAsync(connection, found, bundle.Embedder, cancellationToken) : new MissingVectors([], []);
            await snapshot.CommitAsync(cancellationToken);
        }
        var computed = await filler.FillAsync(connection, found, missing, bundle.Embedder, cancellationToken);
        var answer = Ranking.Of(found, question, config, bundle.Embedder.Dims, Environment.ProcessorCount, cancellationToken);
        var context = MatchContext.For(question, config, bundle.Hash, state);
        await ContextStore.SaveAsync(connection, context, answer, cancellationToken);
        var work = new MatchWork { EmbeddingsComputed = computed, EmbeddingsReused = answer.Vectors - computed, PairsScored = answer.Pairs };
        return new MatchOutcome(context, config, state.Playlists, answer, FromStore: false, work);
    }

    private static async Task RefuseUnknownAsync(NpgsqlConnection connection, MatchQuestion question, CatalogState state, CancellationToken cancellationToken)
    {
        var unknown = new List<string>();
        if (question.PlaylistIds is { } playlists && playlists.Length != state.Playlists.Count)
            unknown.Add($"playlists {Quote.List([.. playlists.Except(state.Playlists.Select(playlist => playlist.Id), StringComparer.Ordinal)])}");
        if (question.TrackIds is { } tracks && tracks.Length != state.CandidateCount)
            unknown.Add($"tracks {Quote.List(await TrackStore.UnknownAsync(connection, tracks, cancellationToken))}");
        if (unknown.Count > 0) throw new ResourceNotFoundException($"The catalogue has no {string.Join("; no ", unknown)}. Import them first.");
    }
}
