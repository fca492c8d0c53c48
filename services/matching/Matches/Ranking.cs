using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Scoring;

namespace Attune.Matching.Matches;

/// <summary>A pure function from complete inputs to an answer, whatever the number of threads.</summary>
internal static class Ranking
{
    public static MatchAnswer Of(MatchInputs inputs, MatchQuestion question, MatchConfig config, int dims, int parallelism, CancellationToken cancellationToken)
    {
        var signals = SignalSet.Of(inputs, config, dims);
        var stage = new StageOne(signals, inputs.Playlists.Count, inputs.CandidateIds.Count, Excluded(inputs, question), question.Limit);
        var lists = stage.Rank(parallelism, cancellationToken);
        var ranked = inputs.Playlists.Zip(lists).ToDictionary(
            pair => pair.First.Id, pair => (IReadOnlyList<ScoredTrack>)[.. pair.Second.Hits.Select(hit => ToTrack(inputs, hit))], StringComparer.Ordinal);
        var vectors = config.Signals.Contains(SignalName.Vector, StringComparer.Ordinal) ? inputs.Tracks.Count + inputs.Playlists.Count : 0;
        return new MatchAnswer(ranked, lists.Sum(list => list.Pairs), vectors);
    }

    private static ScoredTrack ToTrack(MatchInputs inputs, Hit hit)
    {
        var label = inputs.Tracks[inputs.CandidateIds[hit.Row]].Label;
        return new ScoredTrack(label.Id, label.Title, label.Artists, hit.Score, hit.Signals);
    }

    private static int[][] Excluded(MatchInputs inputs, MatchQuestion question)
    {
        if (question.IncludeMembers) return [.. inputs.Playlists.Select(_ => Array.Empty<int>())];
        var rows = inputs.CandidateIds.Index().ToDictionary(row => row.Item, row => row.Index, StringComparer.Ordinal);
        return [.. inputs.Playlists.Select(playlist => playlist.MemberIds.Where(rows.ContainsKey).Select(id => rows[id]).Order().ToArray())];
    }
}
