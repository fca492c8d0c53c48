using Attune.BuiltinEvaluation.Emotions;
using Attune.BuiltinEvaluation.Matching;
using Attune.BuiltinEvaluation.Measures;
using Attune.BuiltinEvaluation.Scorers;
using Attune.BuiltinEvaluation.Speed;
using Attune.Tools;
using Spectre.Console;

namespace Attune.BuiltinEvaluation.Reporting;

/// <summary>The figures for people. Shares are percentages with their 95 % intervals.</summary>
internal static class ReportTables
{
    private static readonly string[] Categorisers = [ScorerName.Bm25, ScorerName.Hashing, ScorerName.Embedder, ScorerName.Reranker];

    public static void Write(Report report)
    {
        Tasks(report, "Accuracy at 1, %: which category a text belongs to", retrieval: false, Categorisers);
        Tasks(report, "Mean reciprocal rank, %: which document a query is after", retrieval: true,
            [.. Categorisers, ScorerName.TwoStage, ScorerName.Blend]);
        Comparisons([.. report.Tasks.Where(task => task.IsRetrieval)]);
        Levels(report.Confidence);
        Emotions(report.Emotions);
        Speed(report.Speed);
    }

    private static void Tasks(Report report, string title, bool retrieval, string[] scorers)
    {
        if (report.Tasks.All(task => task.IsRetrieval != retrieval))
            return;
        var table = Columns(title, ["task", "items", "of", "chance", .. scorers]);
        foreach (var task in report.Tasks.Where(task => task.IsRetrieval == retrieval).OrderBy(task => task.Group))
            Row(table, task.Task, $"{task.Items:N0}", $"{task.Candidates:N0}", task.Chance,
                scorers.Select(scorer => task.Of(scorer)?.Figure));
        table.AddEmptyRow();
        foreach (var group in report.Means.Where(mean => mean.IsRetrieval == retrieval)
            .GroupBy(mean => (mean.Name, mean.Tasks, mean.Chance)))
        {
            var figures = group.ToDictionary(mean => mean.Scorer, mean => mean.Figure);
            Row(table, $"mean: {group.Key.Name}", $"{group.Key.Tasks} tasks", "", group.Key.Chance,
                scorers.Select(figures.GetValueOrDefault));
        }

        Terminal.Write(table);
    }

    private static void Row(Table table, string task, string items, string candidates, double chance, IEnumerable<Figure?> figures) =>
        table.AddRow([task, items, candidates, $"{100 * chance:0.0}", .. figures.Select(Percent)]);

    private static void Comparisons(IReadOnlyList<TaskResult> tasks)
    {
        if (tasks.Count == 0)
            return;
        var table = Columns(
            "Retrieval, query by query: difference of mean reciprocal ranks, %",
            ["task", "model", "against", "difference", "p", "better", "worse"]);
        foreach (var task in tasks)
        {
            foreach (var x in task.Comparisons)
                table.AddRow(task.Task, x.System, x.Baseline, Difference(x), PValue(x.PValue), $"{x.Better:N0}", $"{x.Worse:N0}");
        }

        Terminal.Write(table);
    }

    private static void Levels(IReadOnlyList<ConfidenceShare> shares)
    {
        if (shares.Count == 0)
            return;
        var table = Columns(
            "Confidence levels of the manifest: how often the best category is right, %", ["model", "confidence", "of the texts", "right"]);
        foreach (var share in shares)
            table.AddRow(share.Scorer, share.Level, $"{100 * share.OfTexts:0.0}", Percent(share.Right));
        Terminal.Write(table);
    }

    private static void Emotions(EmotionReport report)
    {
        var table = Columns(
            $"Emotions: {report.Sentences} sentences, {report.Labels} " +
            $"labels{(report.Experimental ? "; the bundle calls the model experimental" : "")}", ["figure, %", "chance", "value"]);
        table.AddRow("most probable label is right", $"{100 * report.Chance:0.0}", Percent(report.Top1));
        table.AddRow("right one among the first three", $"{300 * report.Chance:0.0}", Percent(report.Top3));
        table.AddRow("dominant bucket is right", $"{100 * report.BucketChance:0.0}", Percent(report.Bucket));
        table.AddRow("mean F1 of the labels", "", Percent(report.MacroF1));
        if (report.MacroF1AtThresholds is { } thresholds)
            table.AddRow("mean F1 of the labels at their thresholds", "", Percent(thresholds));
        table.AddRow("calibration error, most probable label", "", Percent(report.CalibrationError));
        table.AddRow("calibration error, all labels", "", Percent(report.LabelCalibrationError));
        foreach (var (baseline, comparison) in report.Baselines.Zip(report.Comparisons))
            table.AddRow(
                $"{baseline.Scorer} against the labels' names", "",
                $"{Percent(baseline.Top1)}; the model {Difference(comparison)}, p {PValue(comparison.PValue)}");
        Terminal.Write(table);

        var labels = Columns("F1 of each label, %", ["label", "F1", "precision", "recall", "F1 at its threshold"]);
        foreach (var label in report.PerLabel.OrderByDescending(label => label.F1))
            labels.AddRow(
                label.Label, $"{100 * label.F1:0}", $"{100 * label.Precision:0}", $"{100 * label.Recall:0}",
                $"{100 * label.AtThreshold:0}");
        Terminal.Write(labels);
    }

    private static void Speed(SpeedReport report)
    {
        var table = Columns(
            $"Loaded and self-tested in {report.Load.Elapsed:0} ms, {report.Load.Processor:0} ms of them on a processor (the first time " +
            $"{report.FirstLoad.Elapsed:0}, {report.FirstLoad.Processor:0}); {report.Bytes:N0} bytes",
            ["model", "tokens a text", "ms a text, alone", "on a processor", "ms a text, 32 at once", "on a processor"]);
        foreach (var model in report.Models)
            table.AddRow(
                model.Model, $"{model.MeanTokens:0}", $"{model.Alone.Elapsed:0.000}", $"{model.Alone.Processor:0.000}",
                $"{model.Batched.Elapsed:0.000}", $"{model.Batched.Processor:0.000}");
        Terminal.Write(table);
    }

    private static Table Columns(string title, string[] headings)
    {
        var table = new Table().Title(title);
        foreach (var (i, heading) in headings.Index())
            table.AddColumn(i == 0 ? new TableColumn(heading).NoWrap() : new TableColumn(heading).RightAligned().NoWrap());
        return table;
    }

    private static string Percent(Figure? figure) =>
        figure is null ? "" : $"{100 * figure.Value:0.0} ({100 * figure.Low:0.0}–{100 * figure.High:0.0})";

    private static string Difference(ScorerComparison x) =>
        $"{100 * x.Difference:+0.0;-0.0} ({100 * x.Low:+0.0;-0.0} to {100 * x.High:+0.0;-0.0})";

    private static string PValue(double value) => value < 0.001 ? "<0.001" : $"{value:0.000}";
}
