using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Scoring;
using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Matching.Music.Shortlists;

/// <summary>Reads tracks, completes them and scores them against profiles.</summary>
internal sealed class PairScorer(InputFiller filler)
{
    /// <summary>Every candidate, against the profiles of the indices given.</summary>
    public async Task<IReadOnlyList<StageOneList>> AllAsync(
        QuestionRun run, StageOneInputs inputs, IEnumerable<int> profiles, CancellationToken cancellationToken)
    {
        int[] indices = [.. profiles];
        var (tracks, lists) = await ScoreAsync(run, inputs, indices, inputs.Question.TrackIds, inputs.Depth, cancellationToken);
        return
        [
            .. indices.Zip(lists, (i, list) => new StageOneList(
                inputs.Profiles[i].ContentHash, inputs.CandidateSetHash, list.Pairs <= inputs.Depth, Candidates(tracks, list))),
        ];
    }

    /// <summary>The scores of some tracks, all that have one.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Candidate>>> SomeAsync(
        QuestionRun run, StageOneInputs inputs, int[] profiles, IReadOnlyList<string> trackIds, CancellationToken cancellationToken)
    {
        if (trackIds.Count == 0) return [.. profiles.Select(_ => Array.Empty<Candidate>())];
        var (tracks, lists) = await ScoreAsync(run, inputs, profiles, [.. trackIds], trackIds.Count, cancellationToken);
        return [.. lists.Select(list => Candidates(tracks, list))];
    }

    private async Task<(IReadOnlyList<TrackInput> Tracks, IReadOnlyList<Shortlist> Lists)> ScoreAsync(
        QuestionRun run, StageOneInputs inputs, int[] profiles, string[]? trackIds, int limit, CancellationToken cancellationToken)
    {
        var (config, tally) = (inputs.Config, run.Tally);
        var tracks = await TrackInputReader.CandidatesAsync(run, trackIds, cancellationToken);
        TrackInput[] incomplete = [.. tracks.Where(track => track.Lacks(run.Parts))];
        await filler.FillAsync(run, tracks, cancellationToken);
        tally.Silence(incomplete.Where(track => track.IsSilent).Select(track => track.Id));
        tally.LackSignals(incomplete.Where(track => !SignalKinds.AnyOf(config, track)).Select(track => track.Id));
        var signals = SignalKinds.Open(config, [.. profiles.Select(i => inputs.Profiles[i])], tracks, run.Bundle.Embedder.Dims);
        var excluded = Excluded(tracks, [.. profiles.Select(i => inputs.Members[i])]);
        var lists = new StageOne(signals, profiles.Length, tracks.Count, excluded, limit).Rank(
            Environment.ProcessorCount, cancellationToken);
        tally.PairsScored += ((long)profiles.Length * tracks.Count) - excluded.Sum(rows => rows.Length);
        return (tracks, lists);
    }

    private static IReadOnlyList<Candidate> Candidates(IReadOnlyList<TrackInput> tracks, Shortlist list) =>
        [.. list.Hits.Select(hit => new Candidate(tracks[hit.Row].Id, hit.Score, hit.Signals))];

    private static int[][] Excluded(IReadOnlyList<TrackInput> tracks, IReadOnlyList<string[]> members)
    {
        var rows = tracks.Index().ToDictionary(track => track.Item.Id, track => track.Index, StringComparer.Ordinal);
        return [.. members.Select(ids => ids.Where(rows.ContainsKey).Select(id => rows[id]).Order().ToArray())];
    }
}
