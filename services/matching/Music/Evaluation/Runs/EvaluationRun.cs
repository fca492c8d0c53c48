using Attune.Evaluation.Statistics;

namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>What one scorer got on one task. Never changed once it is stored.</summary>
/// <param name="Id">Of the identity, by the versions that it was computed with.</param>
/// <param name="Identity">What it is a function of.</param>
/// <param name="Task">How large the task was.</param>
/// <param name="Metrics">Over all playlists.</param>
/// <param name="Playlists">In order of ids.</param>
/// <param name="CreatedAt">When it was stored.</param>
internal sealed record EvaluationRun(
    string Id, RunIdentity Identity, TaskSummary Task, IReadOnlyList<MetricSummary> Metrics, IReadOnlyList<PlaylistFigures> Playlists,
    DateTime CreatedAt)
{
    /// <summary>One value a playlist, in order of ids.</summary>
    public double[] ValuesOf(string metric)
    {
        var index = Metrics.Index().First(entry => entry.Item.Name == metric).Index;
        return [.. Playlists.Select(playlist => playlist.Values[index])];
    }

    /// <summary>Against a run of the same specification on the same catalogue.</summary>
    public PairedComparison CompareTo(EvaluationRun baseline, string metric) =>
        PairedComparison.Of(ValuesOf(metric), baseline.ValuesOf(metric), Identity.Spec.Seed);

    /// <summary>To the last bit.</summary>
    public bool HasFiguresOf(EvaluationRun other) => Metrics.SequenceEqual(other.Metrics)
        && Playlists.Select(playlist => playlist.Id).SequenceEqual(other.Playlists.Select(playlist => playlist.Id), StringComparer.Ordinal)
        && Playlists.SelectMany(playlist => playlist.Values).SequenceEqual(other.Playlists.SelectMany(playlist => playlist.Values));
}
