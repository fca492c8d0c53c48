using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Tasks;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Matches;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Scoring;
using Attune.Matching.Music.Scoring.Signals;
using Attune.Matching.Music.Shortlists;
using Npgsql;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>
/// The one place where the evaluation meets the matching code, which runs as it is: playlists are given their visible members only. Outputs
/// of models that the store lacks are computed and stored, as always, because they are facts about texts; profiles, lists and answers are
/// not.
/// </summary>
internal sealed class MatchingAdapter(InputFiller filler, StageTwo stageTwo)
{
    /// <summary>Reads what the configurations need for the whole task.</summary>
    /// <exception cref="DependencyUnavailableException">
    /// Something is missing and cannot be computed now: figures without it would mislead.
    /// </exception>
    public async Task<MatchingInputs> ReadAsync(
        NpgsqlConnection snapshot, EvaluationTask task, IReadOnlyList<MatchConfig> configs, ServingBundle bundle,
        CancellationToken cancellationToken)
    {
        var asked = configs.Select(config => SignalKinds.PartsOf(config, bundle)).ToList();
        var run = new QuestionRun(
            snapshot, bundle, new ProfileParts(asked.Any(parts => parts.Vectors), asked.Any(parts => parts.Emotions)));
        string[] playlistIds = [.. task.Members.Keys.Order(StringComparer.Ordinal)];
        string[] candidates = [.. task.Cases.SelectMany(one => one.Question.CandidateIds).Distinct(StringComparer.Ordinal)];
        var lists = await MemberReader.ReadAsync(snapshot, playlistIds, bundle.Embedder, cancellationToken);
        var members = await TrackInputReader.MembersAsync(run, playlistIds, cancellationToken);
        // Members are read with more than candidates are, so theirs go first.
        TrackInput[] tracks = [.. members.Concat(await TrackInputReader.CandidatesAsync(run, candidates, cancellationToken))
            .DistinctBy(track => track.Id)];
        await filler.FillAsync(run, tracks, cancellationToken);
        string[] unread = run.Parts.Vectors ? [.. lists.Where(list => list.Query is null).Select(list => list.Playlist.Id)] : [];
        var queries = await filler.PlaylistVectorsAsync(run, unread, cancellationToken);
        Require(run);
        var documents = await TrackDocumentReader.ReadAsync(snapshot, candidates, embedder: null, cancellationToken);
        var byId = tracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        return new MatchingInputs(
            run,
            lists.ToDictionary(
                list => list.Playlist.Id, list => list with { Query = list.Query ?? queries.GetValueOrDefault(list.Playlist.Id) },
                StringComparer.Ordinal),
            byId,
            documents.ToDictionary(one => one.Key, one => one.Value with { IsSilent = byId[one.Key].IsSilent }, StringComparer.Ordinal));
    }

    /// <summary>Ranks the candidates of every question with the configuration.</summary>
    /// <exception cref="DependencyUnavailableException">As above.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<RankedTrack>>> RankAsync(
        MatchingInputs inputs, IReadOnlyList<ScoringQuestion> questions, MatchConfig config, CancellationToken cancellationToken)
    {
        var builder = new ProfileBuilder(new GenreProfiles(GenreTaxonomy.Standard));
        List<RankedPlaylist> ranked = [.. questions.Select(question => StageOneOf(inputs, question, config, builder, cancellationToken))];
        await stageTwo.RerankAsync(inputs.Run, ranked, inputs.Documents, config, int.MaxValue, cancellationToken);
        Require(inputs.Run);
        return [.. ranked.Select(
            playlist => playlist.Results(int.MaxValue, config, inputs.Documents)
                .Select(track => new RankedTrack(track.TrackId, track.Score)).ToList())];
    }

    private static RankedPlaylist StageOneOf(
        MatchingInputs inputs, ScoringQuestion question, MatchConfig config, ProfileBuilder builder, CancellationToken cancellationToken)
    {
        var list = inputs.Playlists[question.PlaylistId];
        var parts = SignalKinds.PartsOf(config, inputs.Run.Bundle);
        var profile = builder.Build(
            "", list.Playlist, parts.Vectors
                ? list.Query
                : null, [.. question.VisibleIds.Order(StringComparer.Ordinal).Select(id => inputs.Tracks[id])]);
        TrackInput[] candidates = [.. question.CandidateIds.Select(id => inputs.Tracks[id])];
        var signals = SignalKinds.Open(config, [profile], candidates, inputs.Run.Bundle.Embedder.Dims);
        var hits = new StageOne(signals, playlists: 1, candidates.Length, [[]], candidates.Length).Rank(
            parallelism: 1, cancellationToken)[0].Hits;
        return RankedPlaylist.Of(
            profile, new StageOneList(
                "", "", Complete: true, [.. hits.Select(hit => new Candidate(candidates[hit.Row].Id, hit.Score, hit.Signals))]), config);
    }

    private static void Require(QuestionRun run)
    {
        if (run.Tally.Problem is { } problem)
            throw new DependencyUnavailableException($"The evaluation needs numbers that are not stored yet. {problem}");
    }
}
