using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Scoring;
using Npgsql;

namespace Attune.Matching.Music.Shortlists;

/// <summary>Reads tracks, completes them and scores them against profiles.</summary>
internal sealed class PairScorer(InputFiller filler)
{
    /// <summary>Every candidate, against the profiles of the indices given.</summary>
    public async Task<IReadOnlyList<StageOneList>> AllAsync(NpgsqlConnection snapshot, StageOneInputs inputs, IEnumerable<int> profiles, MatchTally tally, CancellationToken cancellationToken)
    {
        int[] indices = [.. profiles];
        var (tracks, lists) = await ScoreAsync(snapshot, inputs, indices, inputs.Question.TrackIds, inputs.Depth, tally, cancellationToken);
        return
        [
            .. indices.Zip(lists, (i, list) => new StageOneList(
                inputs.Profiles[i].ContentHash, inputs.CandidateSetHash, list.Pairs <= inputs.Depth, Candidates(tracks, list))),
        ];
    }

    /// <summary>The scores of some tracks, all that have one.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Candidate>>> SomeAsync(
        NpgsqlConnection snapshot, StageOneInputs inputs, int[] profiles, IReadOnlyList<string> trackIds, MatchTally tally, CancellationToken cancellationToken)
    {
        if (trackIds.Count == 0) return [.. profiles.Select(_ => Array.Empty<Candidate>())];
        var (tracks, lists) = await ScoreAsync(snapshot, inputs, profiles, [.. trackIds], trackIds.Count, tally, cancellationToken);
        return [.. lists.Select(list => Candidates(tracks, list))];
    }

    private async Task<(IReadOnlyList<TrackInput> Tracks, IReadOnlyList<Shortlist> Lists)> ScoreAsync(
        NpgsqlConnection snapshot, StageOneInputs inputs, int[] profiles, string[]? trackIds, int limit, MatchTally tally, CancellationToken cancellationToken)
    {
        var config = inputs.Config;
        var parts = ProfileParts.Of(config, inputs.Bundle);
        var tracks = await TrackInputReader.CandidatesAsync(snapshot, trackIds, inputs.Bundle, parts, cancellationToken);
        TrackInput[] incomplete = [.. tracks.Where(track => track.Lacks(parts))];
        await filler.FillAsync(snapshot, tracks, inputs.Bundle, parts, tally, cancellationToken);
        tally.Silence(incomplete.Where(track => track.IsSilent).Select(track => track.Id));
        tally.LackSignals(incomplete.Where(track => !track.HasAny(config.Signals)).Select(track => track.Id));
        var signals = SignalSet.Of([.. profiles.Select(i => inputs.Profiles[i])], tracks, config, inputs.Bundle.Embedder.Dims);
        var excluded = Excluded(tracks, [.. profiles.Select(i => inputs.Members[i])]);
        var lists = new StageOne(signals, profiles.Length, tracks.Count, excluded, limit).Rank(Environment.ProcessorCount, cancellationToken);
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
