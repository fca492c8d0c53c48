using System.CommandLine;
using Attune.Bench.Harness.Commands;
using Attune.Bench.Harness.Reporting;
using Attune.Bench.Processes;
using Attune.Bench.Training;
using Attune.Tools;
using Attune.Training.Data;
using Spectre.Console;

namespace Attune.Bench.Commands;

/// <summary><c>training</c>: seconds of a fit, against scikit-learn.</summary>
internal static class TrainingCommand
{
    public static Command Create()
    {
        var runs = CommonOptions.Runs(5);
        var json = CommonOptions.Json();
        var rows = new Option<int[]>("--rows") { Description = "Rows of 15 features; may be repeated.", DefaultValueFactory = _ => [10_000, 1_000_000], AllowMultipleArgumentsPerToken = true };
        var sample = new Option<FileInfo?>("--write-sample") { Description = "Write the training file that comes with the service, and nothing else." };
        var command = new Command("training", "Seconds that a fit of the tier classifier takes, against scikit-learn's LogisticRegression.") { runs, rows, json, sample };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(sample) is { } file)
            {
                var lines = VideoGenerator.Create(VideoGenerator.ShippedSeed, VideoGenerator.ShippedCount).Select(video => $"{ShippedFile.ToLine(video)}\n");
                await File.WriteAllTextAsync(file.FullName, string.Concat(lines), cancellationToken);
                return;
            }
            var reason = PythonPeer.Unavailable;
            if (reason is not null) Log.Say($"without scikit-learn: {reason}");
            var contests = new List<TrainingContest>();
            foreach (var count in parsed.GetRequiredValue(rows))
            {
                Log.Say($"{count:N0} rows");
                contests.Add(await TrainingContest.RunAsync(count, parsed.GetRequiredValue(runs), cancellationToken));
            }
            Print(contests);
            await ReportFile.WriteAsync(parsed.GetValue(json), new { Machine.Here, Rounds = parsed.GetValue(runs), WithoutPeer = reason, Contests = contests }, cancellationToken);
        });
        return command;
    }

    private static void Print(List<TrainingContest> contests)
    {
        var table = new Table().AddColumns("rows", "solver", "seconds", "iterations", "loss", "accuracy", "ratio");
        foreach (var x in contests)
        {
            table.AddRow($"{x.Rows:N0}", "L-BFGS", $"{x.Seconds:0.0000}", $"{x.Iterations}", $"{x.Loss:0.000000000}", $"{x.Accuracy:0.00000}", x.Ratio is { } ratio ? $"{ratio:0.0}" : "");
            table.AddRow("", "gradient descent", $"{x.DescentSeconds:0.0000}", "200", $"{x.DescentLoss:0.000000000}", "", "");
            if (x.PeerSeconds is { } seconds) table.AddRow("", "scikit-learn", $"{seconds:0.0000}", $"{x.PeerIterations}", $"{x.PeerLoss:0.000000000}", $"{x.PeerAccuracy:0.00000}", "1");
        }
        Terminal.Write(table);
    }
}
