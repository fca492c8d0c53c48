using System.Data;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Retrieval;
using Attune.Matching.Music.Scoring.Signals;
using Attune.Matching.Music.Shortlists;
using Npgsql;

namespace Attune.Matching.Music.Matches;

/// <summary>Looks for tracks in the whole catalogue: retrieval by vector, then both stages over what it brought.</summary>
internal sealed class TrackFinder(
    NpgsqlDataSource database, BundleCache bundles, ComputeBound bound, SubjectProfiles subjects, TrackSearch search,
    UnsearchableCount unsearchable, PairScorer scorer, StageTwo stageTwo, WorkSlots slots)
{
    public async Task<FoundTracks> FindAsync(TrackQuery query, CancellationToken cancellationToken)
    {
        await slots.Searches.WaitAsync(cancellationToken);
        try
        {
            return await SearchAsync(query, cancellationToken);
        }
        finally
        {
            slots.Searches.Release();
        }
    }

    private async Task<FoundTracks> SearchAsync(TrackQuery query, CancellationToken cancellationToken)
    {
        var bundle = await bundles.GetAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await AcceptedBundles.CheckAsync(connection, bundle.Hash, cancellationToken);
        QuestionRun run;
        MatchConfig config;
        RankedPlaylist ranked;
        MatchBasis basis;
        Unsearchable beyond;
        IReadOnlyDictionary<string, TrackDocument> documents;
        await using (var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            config = await ConfigChoice.ReadAsync(connection, query.Config, cancellationToken);
            run = new QuestionRun(connection, bundle, SignalKinds.PartsOf(config, bundle) with { Vectors = true });
            if (query.PlaylistId is { } whose) await bound.CheckAsync(run, [], [whose], config, cancellationToken);
            var subject = query.PlaylistId is { } playlist
                ? await subjects.OfPlaylistAsync(run, playlist, cancellationToken)
                : await subjects.OfTextAsync(run, query.Text!, cancellationToken);
            var vector = Direction(subject.Profile, run.Tally);
            var excluded = query.IncludeMembers ? [] : subject.Members;
            var near = await search.NearestAsync(connection, vector, bundle.Embedder, query.Candidates, excluded, cancellationToken);
            beyond = await unsearchable.ReadAsync(connection, bundle.Embedder, cancellationToken);
            string[] candidates = [.. near.Select(track => track.TrackId)];
            // What is near has a vector.
            if (run.Parts.Emotions) await bound.CheckAsync(run, candidates, [], config, cancellationToken);
            var question = new MatchQuestion("", null, candidates, query.Limit, query.IncludeMembers, query.Config);
            var inputs = new StageOneInputs(question, near.Count, "", [subject.Profile], [[]], config);
            var lists = await scorer.AllAsync(run, inputs, [0], cancellationToken);
            ranked = RankedPlaylist.Of(subject.Profile, lists[0], config);
            documents = await TrackDocumentReader.ReadAsync(connection, [.. ranked.Shown(query.Limit)], bundle.Embedder, cancellationToken);
            basis = new MatchBasis(near.Count, near.Count + 1 + subject.Members.Length, 0, 1, 0);
            await snapshot.CommitAsync(cancellationToken);
        }
        await stageTwo.RerankAsync(run, [ranked], documents, config, bound.RerankAtMost, cancellationToken);
        return new FoundTracks(
            ranked.Results(query.Limit, config, documents), config, bundle.Hash, (int)basis.Pairs, beyond,
            MatchReport.Work(basis with { RerankPairs = ranked.RerankPairs }, run.Tally), MatchReport.Degradation(run.Tally));
    }

    private static float[] Direction(PlaylistProfile profile, MatchTally tally)
    {
        if (profile.Vector is { } vector) return vector;
        if (tally.Problem is { } problem) throw new DependencyUnavailableException(problem);
        if (tally.Refused.FirstOrDefault(one => one.IsVector) is { } refusal)
            throw new PreconditionException($"There is nothing to search by: {refusal.Reason}.");
        throw new PreconditionException(
            profile.PlaylistId.Length == 0
                ? "The embedder knows no word of this text, so there is nothing to search by. Use other words."
                : "The embedder knows no word of this playlist's text or of its members', so there is nothing to search by.");
    }
}
