using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Tasks;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Matches;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Scoring;
using Attune.Matching.Music.Shortlists;
using Npgsql;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>
/// The one place where the evaluation meets the matching code, which runs as it is: playlists are given their visible members only. Outputs of models that the
/// store lacks are computed and stored, as always, because they are facts about texts; profiles, lists and answers are not.
/// </summary>
internal sealed class MatchingAdapter(InputFiller filler, StageTwo stageTwo)
{
    /// <summary>Reads what the configurations need for the whole task.</summary>
    /// <exception cref="DependencyUnavailableException">Something is missing and cannot be computed now: figures without it would mislead.</exception>
    public async Task<MatchingInputs> ReadAsync(NpgsqlConnection snapshot, EvaluationTask task, IReadOnlyList<MatchConfig> configs, ServingBundle bundle, CancellationToken cancellationToken)
    {
        var parts = new ProfileParts(configs.Any(config => ProfileParts.Of(config, bundle).Vectors), configs.Any(config => ProfileParts.Of(config, bundle).Emotions));
        var tally = new MatchTally();
        string[] playlistIds = [.. task.Members.Keys.Order(StringComparer.Ordinal)];
        string[] candidates = [.. task.Cases.SelectMany(one => one.Question.CandidateIds).Distinct(StringComparer.Ordinal)];
        var lists = await MemberReader.ReadAsync(snapshot, playlistIds, bundle.Embedder, cancellationToken);
        var members = await TrackInputReader.MembersAsync(snapshot, playlistIds, bundle, parts, cancellationToken);
        // Members are read with more than candidates are, so theirs go first.
        TrackInput[] tracks = [.. members.Concat(await TrackInputReader.CandidatesAsync(snapshot, candidates, bundle, parts, cancellationToken)).DistinctBy(track => track.Id)];
        await filler.FillAsync(snapshot, tracks, bundle, parts, tally, cancellationToken);
        string[] unread = parts.Vectors ? [.. lists.Where(list => list.Query is null).Select(list => list.Playlist.Id)] : [];
        var queries = await filler.PlaylistVectorsAsync(snapshot, unread, bundle.Embedder, tally, cancellationToken);
        Require(tally);
        var documents = await TrackDocumentReader.ReadAsync(snapshot, candidates, embedder: null, cancellationToken);
        var byId = tracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        return new MatchingInputs(
            bundle,
            lists.ToDictionary(list => list.Playlist.Id, list => list with { Query = list.Query ?? queries.GetValueOrDefault(list.Playlist.Id) }, StringComparer.Ordinal),
            byId,
            documents.ToDictionary(one => one.Key, one => one.Value with { IsSilent = byId[one.Key].IsSilent }, StringComparer.Ordinal));
    }

    /// <summary>Ranks the candidates of every question with the configuration.</summary>
    /// <exception cref="DependencyUnavailableException">As above.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<RankedTrack>>> RankAsync(
        MatchingInputs inputs, IReadOnlyList<ScoringQuestion> questions, MatchConfig config, CancellationToken cancellationToken)
    {
        var tally = new MatchTally();
        var builder = new ProfileBuilder(new GenreProfiles(GenreTaxonomy.Standard));
        List<RankedPlaylist> ranked = [.. questions.Select(question => StageOneOf(inputs, question, config, builder, cancellationToken))];
        await stageTwo.RerankAsync(ranked, inputs.Documents, inputs.Bundle, config, int.MaxValue, tally, cancellationToken);
        Require(tally);
        return [.. ranked.Select(playlist => playlist.Results(int.MaxValue, config, inputs.Documents).Select(track => new RankedTrack(track.TrackId, track.Score)).ToList())];
    }

    private static RankedPlaylist StageOneOf(MatchingInputs inputs, ScoringQuestion question, MatchConfig config, ProfileBuilder builder, CancellationToken cancellationToken)
    {
        var list = inputs.Playlists[question.PlaylistId];
        var parts = ProfileParts.Of(config, inputs.Bundle);
        var profile = builder.Build(
            "", list.Playlist, parts.Vectors ? list.Query : null, [.. question.VisibleIds.Order(StringComparer.Ordinal).Select(id => inputs.Tracks[id])]);
        TrackInput[] candidates = [.. question.CandidateIds.Select(id => inputs.Tracks[id])];
        var signals = SignalSet.Of([profile], candidates, config, inputs.Bundle.Embedder.Dims);
        var hits = new StageOne(signals, playlists: 1, candidates.Length, [[]], candidates.Length).Rank(parallelism: 1, cancellationToken)[0].Hits;
        return RankedPlaylist.Of(profile, new StageOneList("", "", Complete: true, [.. hits.Select(hit => new Candidate(candidates[hit.Row].Id, hit.Score, hit.Signals))]), config);
    }

    private static void Require(MatchTally tally)
    {
        if (tally.Problem is { } problem) throw new DependencyUnavailableException($"The evaluation needs numbers that are not stored yet. {problem}");
    }
}
