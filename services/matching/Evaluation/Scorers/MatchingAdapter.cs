using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Embeddings;
using Attune.Matching.Evaluation.Tasks;
using Attune.Matching.Matches;
using Attune.Matching.Scoring;
using Npgsql;

namespace Attune.Matching.Evaluation.Scorers;

/// <summary>
/// The one place where the evaluation meets the matching code. It runs as it is and stores nothing: playlists are given their visible members only, and
/// vectors that the store lacks are computed and forgotten.
/// </summary>
internal sealed class MatchingAdapter(EmbeddingClient embedder, TrackSubject tracks, PlaylistSubject playlists)
{
    /// <summary>Reads what the configurations need for the whole task.</summary>
    public async Task<MatchingInputs> ReadAsync(NpgsqlConnection snapshot, EvaluationTask task, IReadOnlyList<MatchConfig> configs, ModelKey model, CancellationToken cancellationToken)
    {
        string[] playlistIds = [.. task.Members.Keys.Order(StringComparer.Ordinal)];
        string[] candidates = [.. task.Cases.SelectMany(one => one.Question.CandidateIds).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var inputs = await MatchInputsReader.ReadAsync(snapshot, Question(playlistIds, candidates), model, cancellationToken);
        if (!configs.Any(config => config.Signals.Contains(SignalName.Vector, StringComparer.Ordinal))) return new MatchingInputs(inputs, new MissingVectors([], []));
        string[] lackingTracks = [.. inputs.Tracks.Values.Where(track => track.Vector is null).Select(track => track.Label.Id)];
        string[] lackingPlaylists = [.. inputs.Playlists.Where(playlist => playlist.Vector is null).Select(playlist => playlist.Id)];
        return new MatchingInputs(inputs, new MissingVectors(
            lackingTracks.Length == 0 ? [] : await tracks.MissingAsync(snapshot, lackingTracks, model, cancellationToken),
            lackingPlaylists.Length == 0 ? [] : await playlists.MissingAsync(snapshot, lackingPlaylists, model, cancellationToken)));
    }

    /// <summary>Computes the vectors that were missing. They are not stored.</summary>
    public async Task CompleteAsync(MatchingInputs read, ModelKey model, CancellationToken cancellationToken)
    {
        var (inputs, missing) = read;
        foreach (var (item, vector) in missing.Tracks.Zip(await EmbedAsync(tracks, missing.Tracks, model, cancellationToken))) inputs.Tracks[item.Id].Vector = vector;
        var byId = inputs.Playlists.ToDictionary(playlist => playlist.Id, StringComparer.Ordinal);
        foreach (var (item, vector) in missing.Playlists.Zip(await EmbedAsync(playlists, missing.Playlists, model, cancellationToken))) byId[item.Id].Vector = vector;
    }

    /// <summary>Ranks the candidates of every question with the configuration.</summary>
    public static IReadOnlyList<IReadOnlyList<RankedTrack>> Rank(
        MatchingInputs read, IReadOnlyList<ScoringQuestion> questions, MatchConfig config, ModelKey model, CancellationToken cancellationToken)
    {
        var vectors = read.Inputs.Playlists.ToDictionary(playlist => playlist.Id, playlist => playlist.Vector, StringComparer.Ordinal);
        return [.. questions.Select(question => Rank(read.Inputs, question, vectors[question.PlaylistId], config, model, cancellationToken))];
    }

    private static IReadOnlyList<RankedTrack> Rank(
        MatchInputs inputs, ScoringQuestion question, float[]? vector, MatchConfig config, ModelKey model, CancellationToken cancellationToken)
    {
        var visible = inputs with { CandidateIds = question.CandidateIds, Playlists = [new PlaylistInput(question.PlaylistId, question.VisibleIds, vector)] };
        var answer = Ranking.Of(visible, Question([question.PlaylistId], question.CandidateIds), config, model.Dims, parallelism: 1, cancellationToken);
        return [.. answer.Ranked[question.PlaylistId].Select(track => new RankedTrack(track.TrackId, track.Score))];
    }

    private Task<IReadOnlyList<float[]>> EmbedAsync(IEmbeddingSubject subject, IReadOnlyList<Embeddable> missing, ModelKey model, CancellationToken cancellationToken) =>
        missing.Count == 0 ? Task.FromResult<IReadOnlyList<float[]>>([]) : embedder.EmbedAsync([.. missing.Select(item => item.Text)], subject.InputType, model, cancellationToken);

    private static MatchQuestion Question(string[] playlistIds, string[] candidateIds) =>
        new(UserId: "", playlistIds, candidateIds, Limit: candidateIds.Length, IncludeMembers: true, Config: "");
}
