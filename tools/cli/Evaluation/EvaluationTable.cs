using Attune.Contracts.Matching.V1;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Cli.Evaluation;

/// <summary>Reports, comparisons and lists of runs as tables. All figures go from 0 to 1.</summary>
internal static class EvaluationTable
{
    /// <param name="report">What was found.</param>
    /// <param name="k">Which K to show.</param>
    public static void Write(EvaluationReport report, int k)
    {
        var (ndcg, recall) = ($"ndcg@{k}", $"recall@{k}");
        var table = new Table();
        table.AddColumn("Scorer");
        foreach (var heading in new[] { $"NDCG@{k}", "95 %", $"Recall@{k}", "MRR", $"Δ NDCG@{k}", "p", "Run" })
            table.AddColumn(Right(heading));
        foreach (var entry in report.Entries)
        {
            var comparison = entry.Comparisons.FirstOrDefault(one => one.Metric == ndcg);
            var metric = Metric(entry.Run, ndcg);
            table.AddRow(
                new Text(entry.Label), Figure(metric.Value), new Text($"{metric.Low:0.000}–{metric.High:0.000}"),
                Figure(Metric(entry.Run, recall).Value),
                Figure(Metric(entry.Run, "mrr").Value), new Text(comparison is null ? "" : $"{comparison.Difference:+0.000;-0.000;0.000}"),
                new Text(comparison is null ? "" : PValue(comparison)), new Text(ArtifactFiles.Short(entry.Run.Id)));
        }
        Terminal.Write(table);
        var (task, spec, first) = (report.Task, report.Spec, report.Entries[0].Run);
        Console.Out.WriteLine(
            $"{task.Playlists:N0} playlists in {spec.Folds} folds ({task.LeftOut:N0} left out: fewer than {spec.MinMembers} members), " +
            $"{task.HeldOut:N0} members held out among {task.Candidates:N0} candidates; seed {spec.Seed}. " +
            $"By chance: NDCG@{k} {Metric(first, ndcg).Chance:0.000}, Recall@{k} {Metric(first, recall).Chance:0.000}, MRR " +
            $"{Metric(first, "mrr").Chance:0.000}. " +
            $"Δ and p: against {report.Entries[0].Label}, playlist by playlist; p is not corrected for the number of rows.");
    }

    public static void Write(CompareRunsResponse response)
    {
        var table = new Table();
        table.AddColumn("Figure");
        foreach (var heading in new[] { "A", "B", "A − B", "95 %", "p", "better", "worse" }) table.AddColumn(Right(heading));
        foreach (var one in response.Comparisons)
        {
            table.AddRow(
                new Text(one.Metric), Figure(one.Value), Figure(one.Baseline), new Text($"{one.Difference:+0.000;-0.000;0.000}"),
                new Text($"{one.Low:+0.000;-0.000;0.000} to {one.High:+0.000;-0.000;0.000}"), new Text(PValue(one)),
                new Text($"{one.Better:N0}"), new Text($"{one.Worse:N0}"));
        }
        Terminal.Write(table);
        Console.Out.WriteLine(
            $"A: {Describe(response.Run)}. B: {Describe(response.Baseline)}. {response.Comparisons[0].Pairs:N0} playlists.");
    }

    public static void Write(ListRunsResponse response)
    {
        if (response.Runs.Count == 0)
        {
            Console.Out.WriteLine("No run is stored. ./attune eval run makes some.");
            return;
        }
        var table = new Table();
        foreach (var heading in new[] { "Run", "When (UTC)", "Scorer", "Config", "Bundle", "Catalogue", "Task", "Figure" })
            table.AddColumn(new TableColumn(heading).NoWrap());
        foreach (var run in response.Runs)
        {
            var shown = run.Metrics.FirstOrDefault(metric => metric.Name == "ndcg@10") ?? run.Metrics[0];
            table.AddRow(
                new Text(ArtifactFiles.Short(run.Id)), new Text($"{run.CreatedAt.ToDateTime():yyyy-MM-dd HH:mm}"), new Text(run.Scorer),
                Digits(run.ConfigHash), Digits(run.BundleHash),
                Digits(run.CatalogHash), Digits(run.SpecHash), new Text($"{shown.Name} {shown.Value:0.000}"));
        }
        Terminal.Write(table);
    }

    private static TableColumn Right(string heading) => new TableColumn(heading).RightAligned().NoWrap();

    private static Text Digits(string hash) => new(ArtifactFiles.Short(hash, digits: 8));

    private static Text Figure(double value) => new($"{value:0.000}");

    private static string PValue(MetricComparison comparison) => comparison.PValue < 0.001 ? "<0.001" : $"{comparison.PValue:0.000}";

    private static EvaluationMetric Metric(EvaluationRun run, string name) => run.Metrics.First(metric => metric.Name == name);

    private static string Describe(EvaluationRun run) =>
        $"{run.Scorer}{(run.ConfigHash.Length > 0 ? $" with {ArtifactFiles.Short(run.ConfigHash)}" : "")} on bundle " +
        $"{ArtifactFiles.Short(run.BundleHash)}";
}
