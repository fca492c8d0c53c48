using System.Data;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Scoring.Signals;
using Attune.Matching.Music.Shortlists;
using Npgsql;

namespace Attune.Matching.Music.Matches;

/// <summary>
/// Computes an answer: profiles, stage 1, stage 2. What it computes on the way is stored for every later question; the answer itself only
/// if nothing is missing.
/// </summary>
internal sealed class MatchComputation(
    NpgsqlDataSource database, CheckedState states, ComputeBound bound, ProfileSource profiles, StageOneSource stageOne, StageTwo stageTwo)
{
    public async Task<MatchOutcome> RunAsync(MatchQuestion question, ServingBundle bundle, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        QuestionRun run;
        CatalogState state;
        MatchConfig config;
        MatchContext context;
        MatchBasis basis;
        List<RankedPlaylist> ranked;
        IReadOnlyDictionary<string, TrackDocument> documents;
        // One snapshot for everything that is read: the catalogue may be changing meanwhile. Whatever is computed is written outside of it.
        await using (var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            state = await states.ReadAsync(connection, question, bundle.Hash, cancellationToken);
            config = ConfigChoice.Resolve(question.Config, state.StoredConfig).Config;
            context = MatchContext.For(question, config, bundle.Hash, state);
            // Another one may have stored it since somebody looked last.
            if (await ContextStore.FindAsync(connection, context.Key, cancellationToken) is { } stored)
                return MatchOutcome.Stored(context, config, state.Playlists, stored);
            run = new QuestionRun(connection, bundle, SignalKinds.PartsOf(config, bundle));
            string[] asked = [.. state.Playlists.Select(playlist => playlist.Id)];
            await bound.CheckAsync(run, question.TrackIds, asked, config, cancellationToken);
            var made = await profiles.LoadAsync(run, state.Playlists, cancellationToken);
            var members = await MembershipReader.ReadAsync(connection, question, state, cancellationToken);
            var inputs = new StageOneInputs(question, state.CandidateCount, state.CandidateSetHash, made, members.Excluded, config);
            var lists = await stageOne.LoadAsync(run, inputs, cancellationToken);
            ranked = [.. made.Zip(lists, (profile, list) => RankedPlaylist.Of(profile, list, config))];
            string[] shown = [.. ranked.SelectMany(playlist => playlist.Shown(question.Limit)).Distinct(StringComparer.Ordinal)];
            documents = await TrackDocumentReader.ReadAsync(connection, shown, run.Embedder, cancellationToken);
            basis = members.BasisOf(state, run.Parts);
            await snapshot.CommitAsync(cancellationToken);
        }
        await stageTwo.RerankAsync(run, ranked, documents, config, bound.RerankAtMost, cancellationToken);
        var tally = run.Tally;
        var answer = new MatchAnswer(
            ranked.ToDictionary(
                playlist => playlist.Profile.PlaylistId, playlist => playlist.Results(question.Limit, config, documents),
                StringComparer.Ordinal),
            basis with
            {
                Vectors = basis.Vectors - tally.Refused.Count(one => one.IsVector),
                Emotions = basis.Emotions - tally.Refused.Count(one => one.IsEmotions),
                RerankPairs = ranked.Sum(playlist => playlist.RerankPairs),
            },
            new Unranked(tally.TracksWithoutSignals, ranked.Count(playlist => !SignalKinds.AnyOf(config, playlist.Profile))),
            RefusedOutputs.Of(tally.Refused));
        if (tally.Problem is null) await ContextStore.SaveAsync(connection, context, answer, cancellationToken);
        return MatchOutcome.Computed(context, config, state.Playlists, answer, tally);
    }
}
