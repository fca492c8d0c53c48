using System.Data;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Scoring.Signals;
using Attune.Matching.Music.Shortlists;
using Npgsql;

namespace Attune.Matching.Music.Matches;

/// <summary>Scores one pair by the code that scores them all, and keeps what it was made from.</summary>
internal sealed class Explainer(
    NpgsqlDataSource database, BundleCache bundles, ComputeBound bound, SubjectProfiles subjects, PairScorer scorer, StageTwo stageTwo,
    WorkSlots slots)
{
    /// <exception cref="ResourceNotFoundException">An unknown playlist, track or configuration.</exception>
    public async Task<Explanation> ExplainAsync(
        string playlistId, string trackId, string configReference, CancellationToken cancellationToken)
    {
        await slots.Searches.WaitAsync(cancellationToken);
        try
        {
            return await ScoreAsync(playlistId, trackId, configReference, cancellationToken);
        }
        finally
        {
            slots.Searches.Release();
        }
    }

    private async Task<Explanation> ScoreAsync(
        string playlistId, string trackId, string configReference, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await AcceptedBundles.CheckAsync(connection, bundle.Hash, cancellationToken);
        QuestionRun run;
        MatchConfig config;
        Subject subject;
        RankedPlaylist ranked;
        TrackInput track;
        IReadOnlyDictionary<string, TrackDocument> documents;
        await using (var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            config = await ConfigChoice.ReadAsync(connection, configReference, cancellationToken);
            run = new QuestionRun(connection, bundle, SignalKinds.PartsOf(config, bundle));
            await bound.CheckAsync(run, [trackId], [playlistId], config, cancellationToken);
            subject = await subjects.OfPlaylistAsync(run, playlistId, cancellationToken);
            documents = await TrackDocumentReader.ReadAsync(connection, [trackId], run.Embedder, cancellationToken);
            if (documents.Count == 0)
                throw new ResourceNotFoundException($"The catalogue has no track {Quote.Text(trackId)}. Import it first.");
            var question = new MatchQuestion("", [playlistId], [trackId], 1, IncludeMembers: true, configReference);
            var lists = await scorer.AllAsync(
                run, new StageOneInputs(question, 1, "", [subject.Profile], [[]], config), [0], cancellationToken);
            // Thresholds decide what is a match, not what is explained.
            ranked = new RankedPlaylist(subject.Profile, lists[0].Candidates, head: Math.Min(1, lists[0].Candidates.Count));
            track = (await TrackInputReader.CandidatesAsync(run, [trackId], cancellationToken))[0];
            await snapshot.CommitAsync(cancellationToken);
        }
        await stageTwo.RerankAsync(run, [ranked], documents, config, bound.RerankAtMost, cancellationToken);
        return new Explanation(
            subject, track, documents[trackId], ranked.Results(1, config, documents, minScore: 0)
                .SingleOrDefault(), config, bundle, run.Tally);
    }
}
