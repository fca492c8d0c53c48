using System.CommandLine;
using Attune.Cli.Connection;
using Attune.Cli.Demo;
using Attune.Cli.Evaluation;
using Attune.Cli.Importing;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Commands;

/// <summary>
/// <c>eval run</c>, <c>eval samples</c>, <c>eval compare RUN_A RUN_B</c>, <c>eval list</c>, <c>eval accept-bundle</c>, <c>eval
/// decisions</c>.
/// </summary>
internal static class EvalCommand
{
    public static Command Create() => new("eval", "Measure how well matching finds members of playlists again that were taken out of them.")
    {
        Run(), Samples(), Compare(), List(), AcceptBundle(), Decisions(),
    };

    private static Command Run()
    {
        var options = new EvaluationOptions();
        var command = options.AddTo(
            new Command("run",
                "Evaluate on the catalogue as it is: what is named, or the default configuration and everything to compare it with."));
        return Make(command,
            (gateway, parsed, cancellationToken) => EvaluationRunner.RunAsync(gateway, options.Read(parsed), cancellationToken));
    }

    private static Command Samples()
    {
        var options = new EvaluationOptions();
        var folder = new Option<string?>(
            "--samples") { Description = "Folder with tracks.jsonl and playlists.jsonl. Default: the repository's.", HelpName = "FOLDER" };
        var command = options.AddTo(new Command("samples", "Import the samples, then do as run does.") { folder });
        return Make(command, async (gateway, parsed, cancellationToken) =>
        {
            var arguments = options.Read(parsed);
            var samples = parsed.GetValue(folder) ?? SampleFiles.Folder();
            await ImportAsync(gateway, samples, "tracks", FileImport.TracksAsync, cancellationToken);
            await ImportAsync(gateway, samples, "playlists", FileImport.PlaylistsAsync, cancellationToken);
            return await EvaluationRunner.RunAsync(gateway, arguments, cancellationToken);
        });
    }

    private static Command Compare()
    {
        var run = new Argument<string>("RUN_A") { Description = "Id of a run, or at least six of its digits from their beginning." };
        var baseline = new Argument<string>("RUN_B") { Description = "What it is compared with." };
        var json = CommonOptions.Json();
        return Make(new Command("compare", "Compare two runs playlist by playlist: A - B.") { run, baseline, json },
            async (gateway, parsed, cancellationToken) =>
        {
            var request = new CompareRunsRequest { Run = parsed.GetRequiredValue(run), Baseline = parsed.GetRequiredValue(baseline) };
            var response = await gateway.Evaluation.CompareRunsAsync(request, GatewayConnection.Soon(cancellationToken));
            if (parsed.GetValue(json)) JsonOutput.Write(response);
            else EvaluationTable.Write(response);
            return ExitCode.Done;
        });
    }

    private static Command List()
    {
        var limit = new Option<int>("--limit") { Description = "At most so many, 1 to 1,000.", DefaultValueFactory = _ => 50 };
        var json = CommonOptions.Json();
        return Make(new Command("list", "Print the stored runs, the latest first.") { limit, json },
            async (gateway, parsed, cancellationToken) =>
        {
            var response = await gateway.Evaluation.ListRunsAsync(
                new ListRunsRequest { Limit = parsed.GetValue(limit) }, GatewayConnection.Soon(cancellationToken));
            if (parsed.GetValue(json)) JsonOutput.Write(response);
            else EvaluationTable.Write(response);
            return ExitCode.Done;
        });
    }

    private static Command AcceptBundle()
    {
        var bundle = new Argument<string>(
            "BUNDLE") { Description = "Hash of the bundle that is meant. Default: the one that serves.",
            Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "" };
        var (insist, reason) = OverrideOptions.Create();
        var json = CommonOptions.Json();
        var command = new Command(
            "accept-bundle",
            "Let matching answer with the serving bundle. It is evaluated, and must not lose to the one accepted last.") { bundle, insist,
                reason, json };
        return Make(command, async (gateway, parsed, cancellationToken) =>
        {
            var request = new AcceptBundleRequest
            {
                BundleHash = parsed.GetRequiredValue(bundle), Override = parsed.GetValue(insist),
                OverrideReason = parsed.GetRequiredValue(reason),
            };
            var response = await gateway.Evaluation.AcceptBundleAsync(request, GatewayConnection.Patient(cancellationToken));
            if (parsed.GetValue(json)) JsonOutput.Write(response);
            else await Console.Out.WriteLineAsync($"{response.BundleHash} is accepted. {response.Judgement}");
            return ExitCode.Done;
        });
    }

    private static Command Decisions()
    {
        var limit = new Option<int>("--limit") { Description = "At most so many, 1 to 1,000.", DefaultValueFactory = _ => 50 };
        var page = new Option<string>("--page") { Description = "Where the list before ended, as it said.", HelpName = "TOKEN",
            DefaultValueFactory = _ => "" };
        var json = CommonOptions.Json();
        var command = new Command(
            "decisions", "Print what the gate decided about configurations and bundles, refusals too, the newest first.") { limit, page,
                json };
        return Make(command, async (gateway, parsed, cancellationToken) =>
        {
            var request = new ListDecisionsRequest { PageSize = parsed.GetValue(limit), PageToken = parsed.GetRequiredValue(page) };
            var response = await gateway.Evaluation.ListDecisionsAsync(request, GatewayConnection.Soon(cancellationToken));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(response);
                return ExitCode.Done;
            }
            foreach (var decision in response.Decisions) await Console.Out.WriteLineAsync(DecisionLine.Of(decision));
            if (response.NextPageToken.Length > 0) await Console.Error.WriteLineAsync($"There are more: --page {response.NextPageToken}");
            return ExitCode.Done;
        });
    }

    private static async Task ImportAsync(
        GatewayConnection gateway, string samples, string kind,
        Func<GatewayConnection, string, CancellationToken, Task<ImportSummary>> importAsync, CancellationToken cancellationToken)
    {
        var path = Path.Combine(samples, $"{kind}.jsonl");
        var summary = await importAsync(gateway, path, cancellationToken);
        ImportReport.Rejections(summary, path);
        if (summary.Rejected > 0) throw new CliException($"{summary.Rejected:N0} lines of {path} were refused.");
        await Console.Error.WriteLineAsync(ImportReport.Line(summary, kind));
    }

    private static Command Make(Command command, Func<GatewayConnection, ParseResult, CancellationToken, Task<int>> runAsync)
    {
        var gateway = CommonOptions.Gateway();
        command.Add(gateway);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            return await runAsync(connection, parsed, cancellationToken);
        });
        return command;
    }
}
