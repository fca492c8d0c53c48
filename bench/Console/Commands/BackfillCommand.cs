using System.CommandLine;
using Attune.Bench.Backfills;
using Attune.Bench.Bundles;
using Attune.Bench.Harness.Backfills;
using Attune.Bench.Harness.Commands;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Harness.Servers;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Bench.Commands;

/// <summary><c>backfill</c>: how fast it is, where its time goes, and what it costs those who wait for answers.</summary>
internal static class BackfillCommand
{
    private const int Seed = 1;

    public static Command Create()
    {
        var runs = CommonOptions.Runs(3);
        var json = CommonOptions.Json();
        var items = new Option<int>("--items") { Description = "Tracks for the built-in model.", DefaultValueFactory = _ => 20_000 };
        var transformerItems = new Option<int>("--transformer-items") { Description = "Tracks for the transformer of MiniLM's shape.", DefaultValueFactory = _ => 3_000 };
        var parts = new Option<BackfillPart[]>("--parts") { Description = "Only these.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => Enum.GetValues<BackfillPart>() };
        var command = new Command("backfill", "Items a second of a backfill against the embedding service alone, shares of its stages, and the p99 of stored matches beside it.") { runs, items, transformerItems, parts, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var rounds = parsed.GetRequiredValue(runs);
            var chosen = parsed.GetRequiredValue(parts);
            // The index of nearest tracks is another thing's cost, and would be built meanwhile.
            var setup = new BackfillSetup
            {
                Postgres = BenchDatabase.Setting("ATTUNE_POSTGRES"), RabbitMq = BenchDatabase.Setting("ATTUNE_RABBITMQ"), Workers = 0, Settings = [("Retrieval__MinRows", "1000000")],
            };
            var reports = new List<BackfillReport>();
            var beside = new List<MatchBesideReport>();
            if (chosen.Contains(BackfillPart.Transformer))
            {
                using var bundle = await BenchBundle.CreateAsync(cancellationToken);
                reports.Add(await ThroughputAsync("MiniLM shape", setup with { Bundle = bundle.Folder }, parsed.GetRequiredValue(transformerItems), rounds, cancellationToken));
            }

            if (chosen.Contains(BackfillPart.BuiltIn))
                reports.Add(await ThroughputAsync("built-in", setup, parsed.GetRequiredValue(items), rounds, cancellationToken));
            if (chosen.Contains(BackfillPart.Matches))
            {
                beside.Add(await BesideAsync("of a worker process", setup with { Workers = 1, MatchingWorks = false }, parsed.GetRequiredValue(items), rounds, cancellationToken));
                beside.Add(await BesideAsync("in the same process", setup, parsed.GetRequiredValue(items), rounds, cancellationToken));
            }

            reports.ForEach(Print);
            beside.ForEach(Print);
            await ReportFile.WriteAsync(parsed.GetValue(json), new { Machine.Here, Rounds = rounds, Reports = reports, Matches = beside }, cancellationToken);
        });
        return command;
    }

    private static async Task<BackfillReport> ThroughputAsync(string model, BackfillSetup setup, int items, int rounds, CancellationToken cancellationToken)
    {
        await using var system = await BackfillSystem.StartAsync(setup with { MeasureMatching = true }, cancellationToken);
        return await new BackfillBench(system, Log.Say).RunAsync(model, items, Seed, rounds, cancellationToken);
    }

    private static async Task<MatchBesideReport> BesideAsync(string layout, BackfillSetup setup, int items, int rounds, CancellationToken cancellationToken)
    {
        Log.Say($"match beside a backfill {layout}");
        await using var system = await BackfillSystem.StartAsync(setup, cancellationToken);
        return await new MatchBesideBackfill(system, Log.Say).RunAsync(layout, items, Seed, rounds, cancellationToken);
    }

    private static void Print(BackfillReport report)
    {
        var table = new Table().Title($"{report.Model}: {report.Items:N0} items").AddColumns("", "").HideHeaders();
        table.AddRow("the embedding service alone", $"{report.AloneTextsPerSecond:N0} texts/s");
        table.AddRow("the backfill", $"{report.ItemsPerSecond:N0} items/s, {report.Ratio:0.00} of that");
        foreach (var (stage, share) in report.Stages)
            table.AddRow($"  {stage}", $"{share:P0}");
        table.AddRow("again", $"{report.Again.Computed} computed, {report.Again.Skipped:N0} skipped, {report.Again.Embedded} texts ran ({report.Again.Seconds:0.0} s)");
        Terminal.Write(table);
    }

    private static void Print(MatchBesideReport report) => Console.Out.WriteLine(
        $"a stored match: p50 {report.Alone.P50:0.0} ms and p99 {report.Alone.P99:0.0} ms alone, {report.Beside.P50:0.0} and {report.Beside.P99:0.0} ms beside a backfill {report.Layout}: p99 x {report.P99Ratio:0.00}");
}
