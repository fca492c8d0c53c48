using Attune.Evaluation.Statistics;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>From rankings to figures.</summary>
internal static class CaseScoring
{
    /// <param name="one">The case.</param>
    /// <param name="ranking">A scorer's answer.</param>
    /// <returns>True where relevant, best first, of all candidates; those that the scorer left out come last, in order of ids.</returns>
    /// <exception cref="InvalidOperationException">The scorer ranked what is no candidate, or ranked one twice.</exception>
    public static bool[] Relevance(EvaluationCase one, IReadOnlyList<RankedTrack> ranking)
    {
        var left = new SortedSet<string>(one.Question.CandidateIds, StringComparer.Ordinal);
        foreach (var track in ranking)
            if (!left.Remove(track.Id))
                throw new InvalidOperationException($"'{track.Id}' is no candidate of '{one.Question.PlaylistId}', or is ranked twice.");
        return [.. ranking.Select(track => track.Id).Concat(left).Select(one.HeldOut.Contains)];
    }

    /// <param name="task">The cases.</param>
    /// <param name="spec">What is measured.</param>
    /// <param name="relevance">One a case, in their order.</param>
    public static (IReadOnlyList<MetricSummary> Metrics, IReadOnlyList<PlaylistFigures> Playlists) Summarise(
        EvaluationTask task, EvaluationSpec spec, IReadOnlyList<bool[]> relevance)
    {
        var metrics = spec.Metrics;
        var byPlaylist = task.Cases.Zip(relevance).GroupBy(pair => pair.First.Question.PlaylistId, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (
                Figures: new PlaylistFigures(group.Key, task.Members[group.Key], Mean(group.Select(pair => metrics.Of(pair.Second)))),
                Chance: Mean(group.Select(pair => metrics.Chance(pair.Second.Length, pair.First.HeldOut.Count)))))
            .ToList();
        var chance = Mean(byPlaylist.Select(playlist => playlist.Chance));
        var summaries = metrics.Names.Select((name, i) =>
        {
            double[] values = [.. byPlaylist.Select(playlist => playlist.Figures.Values[i])];
            var interval = Bootstrap.OfMean(values, spec.Seed);
            return new MetricSummary(name, values.Average(), interval.Low, interval.High, chance[i]);
        });
        return ([.. summaries], [.. byPlaylist.Select(playlist => playlist.Figures)]);
    }

    private static double[] Mean(IEnumerable<double[]> rows)
    {
        var all = rows.ToList();
        return [.. Enumerable.Range(0, all[0].Length).Select(i => all.Average(row => row[i]))];
    }
}
