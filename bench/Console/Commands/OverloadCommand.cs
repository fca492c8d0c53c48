using System.CommandLine;
using Attune.Bench.Bundles;
using Attune.Bench.Corpus;
using Attune.Bench.Harness.Commands;
using Attune.Bench.Harness.Processes;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Overload;
using Attune.Tools;
using Spectre.Console;

namespace Attune.Bench.Commands;

/// <summary><c>overload</c>: far more load than the device can take.</summary>
internal static class OverloadCommand
{
    private const int Texts = 512, Seed = 2;

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long the overload lasts.", DefaultValueFactory = _ => 60 };
        var factor = new Option<double>("--factor") { Description = "Load in units of the peak.", DefaultValueFactory = _ => 10 };
        var json = CommonOptions.Json();
        var command = new Command("overload", "Load far beyond the peak of the embedding service: what is answered, refused, and how interactive calls fare.") { seconds, factor, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var bundle = await BenchBundle.CreateAsync(cancellationToken);
            await using var service = await ServiceUnderTest.StartAsync(bundle.Folder, cancellationToken);
            var bench = new OverloadBench(service, MixedTexts.Create(Texts, Seed), Log.Say);
            var report = await bench.RunAsync(parsed.GetRequiredValue(factor), TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)), cancellationToken);
            Print(report);
            await ReportFile.WriteAsync(parsed.GetValue(json), new { Machine.Here, Report = report }, cancellationToken);
            return report.Crashed || report.Failures.Length > 0 ? 1 : 0;
        });
        return command;
    }

    private static void Print(OverloadReport report)
    {
        var table = new Table().AddColumns("MiniLM shape", "");
        table.AddRow("peak", $"{report.PeakTokensPerSecond:N0} tokens/s");
        table.AddRow($"{report.Factor:0.#} x peak for {report.Seconds:0} s: goodput", $"{report.GoodputShare:P1} of the peak");
        table.AddRow("answered", $"{report.Answered:N0} calls");
        table.AddRow("refused with RESOURCE_EXHAUSTED", $"{report.Refused:N0}, of them {report.RefusedWithRetryInfo:N0} with RetryInfo");
        table.AddRow("anything else", report.Failures.Length == 0 ? "0" : string.Join("; ", report.Failures));
        table.AddRow("crashed", report.Crashed ? "yes" : "no");
        table.AddRow("memory before and after", $"{report.MemoryBefore / 1e6:N0} MB, {report.MemoryAfter / 1e6:N0} MB");
        table.AddRow("interactive, alone", $"p50 {report.UnloadedMilliseconds.Median:0.0} ms, p99 {report.UnloadedMilliseconds.P99:0.0} ms");
        table.AddRow("interactive beside a full backfill", $"p50 {report.LoadedMilliseconds.Median:0.0} ms, p99 {report.LoadedMilliseconds.P99:0.0} ms");
        table.AddRow("one text in a call of many", $"{report.TextMilliseconds:0.0} ms");
        table.AddRow("backfill meanwhile", $"{report.BackfillShareOfPeak:P1} of the peak");
        Terminal.Write(table);
    }
}
