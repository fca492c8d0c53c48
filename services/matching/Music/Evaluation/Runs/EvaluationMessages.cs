using Attune.Contracts.Matching.V1;
using Attune.Evaluation.Statistics;
using Google.Protobuf.WellKnownTypes;
using V1 = Attune.Contracts.Matching.V1;

namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>From what an evaluation found to what goes over the wire.</summary>
internal static class EvaluationMessages
{
    public static EvaluateResponse Progress(EvaluationStep step) =>
        new() { Progress = new EvaluationProgress { Label = step.Label, Done = step.Done, Total = step.Total } };

    public static EvaluationReport Report(Tasks.EvaluationSpec spec, EvaluationOutcome outcome)
    {
        var baseline = outcome.Runs[0].Run;
        var report = new EvaluationReport { Spec = Spec(spec), Task = Size(outcome.Task) };
        foreach (var (choice, run, origin) in outcome.Runs)
        {
            var entry = new EvaluationEntry { Label = choice.Label, Run = Run(run, withPlaylists: true), Origin = Origin(origin) };
            if (run.Id != baseline.Id) entry.Comparisons.Add(Comparisons(run, baseline));
            report.Entries.Add(entry);
        }
        return report;
    }

    public static V1.EvaluationRun Run(Runs.EvaluationRun run, bool withPlaylists)
    {
        var message = new V1.EvaluationRun
        {
            Id = run.Id, Scorer = run.Identity.Scorer, ConfigHash = run.Identity.ConfigHash,
            BundleHash = run.Identity.BundleHash, CatalogHash = run.Identity.CatalogHash,
            Spec = Spec(run.Identity.Spec), SpecHash = run.Identity.Spec.Hash, Task = Size(run.Task),
            CreatedAt = Timestamp.FromDateTime(run.CreatedAt),
            Metrics = { run.Metrics.Select(
                metric => new EvaluationMetric { Name = metric.Name, Value = metric.Value, Low = metric.Low, High = metric.High,
                    Chance = metric.Chance }) },
        };
        if (withPlaylists) message.Playlists.Add(run.Playlists.Select(playlist => Playlist(run, playlist)));
        return message;
    }

    public static IEnumerable<MetricComparison> Comparisons(Runs.EvaluationRun run, Runs.EvaluationRun baseline) =>
        run.Metrics.Select(metric => Comparison(metric.Name, run.CompareTo(baseline, metric.Name)));

    public static MetricComparison Comparison(string metric, PairedComparison comparison) => new()
    {
        Metric = metric, Value = comparison.Mean, Baseline = comparison.BaselineMean, Difference = comparison.Difference,
        Low = comparison.Interval.Low, High = comparison.Interval.High, PValue = comparison.PValue, Exact = comparison.IsExact,
        Better = comparison.Better, Worse = comparison.Worse, Pairs = comparison.Pairs,
    };

    private static PlaylistEvaluation Playlist(Runs.EvaluationRun run, PlaylistFigures playlist)
    {
        var message = new PlaylistEvaluation { PlaylistId = playlist.Id, Members = playlist.Members };
        foreach (var (metric, value) in run.Metrics.Zip(playlist.Values)) message.Values.Add(metric.Name, value);
        return message;
    }

    private static V1.EvaluationSpec Spec(Tasks.EvaluationSpec spec) => new()
    {
        Seed = spec.Seed, Folds = spec.Folds, HoldOut = spec.HoldOut, Negatives = spec.Negatives,
        MinMembers = spec.MinMembers, Cutoffs = { spec.Cutoffs },
    };

    private static EvaluationTaskSize Size(TaskSummary task) =>
        new() { Playlists = task.Playlists, LeftOut = task.LeftOut, Cases = task.Cases, HeldOut = task.HeldOut,
            Candidates = task.Candidates };

    private static V1.RunOrigin Origin(Runs.RunOrigin origin) => origin switch
    {
        Runs.RunOrigin.Stored => V1.RunOrigin.Stored,
        Runs.RunOrigin.Reproduced => V1.RunOrigin.Reproduced,
        _ => V1.RunOrigin.Computed,
    };
}
