using System.CommandLine;
using Attune.Cli.Connection;
using Attune.Cli.Output;
using Attune.Cli.Training;
using Attune.Contracts.Training.V1;
using Google.Protobuf;

namespace Attune.Cli.Commands;

/// <summary><c>training import|retrain|status|runs|models|promote|rollback|predict</c>.</summary>
internal static class TrainingCommand
{
    private delegate Task<(IMessage Result, IEnumerable<string> Lines, int ExitCode)> Run(
        GatewayConnection gateway, ParseResult parsed, CancellationToken cancellationToken);

    public static Command Create() => new("training", "Tiers of virality: what they are learned from, what serves, what it predicts.")
    {
        Import(), Retrain(), Status(), Runs(), Models(), Promote(), Rollback(), Predict(),
    };

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "Scraped videos: CSV when its name ends in .csv, else JSON Lines." };
        return Make(new Command(
            "import", "Add or replace scraped videos. Good lines are imported even when others are refused; exit code 1 " +
                "when one was.") { file }, async (gateway, parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var books = await VideoImport.RunAsync(gateway, path, cancellationToken);
            VideoImport.PrintRejections(books, path);
            return (books,
                [$"{books.Inserted:N0} videos inserted, {books.Updated:N0} updated, {books.Unchanged:N0} unchanged, {books.Rejected:N0} " +
                    "rejected"],
                books.Rejected == 0 ? ExitCode.Done : ExitCode.Failed);
        });
    }

    private static Command Retrain()
    {
        var seed = new Option<long?>("--seed") { Description = "Which rows are held out; 42 when not given." };
        var baseline = new Option<bool>("--gradient-descent") { Description = "The baseline solver, 200 epochs, instead of L-BFGS." };
        var force = new Option<bool>("--force") { Description = "Promote whatever the gates say. Recorded; needs --reason." };
        var reason = Reason();
        return Make(new Command(
            "retrain", "Learn from what was scraped, and let the new model serve if it deserves it. Exit code 1 when the " +
                "run failed.") { seed, baseline, force, reason }, async (gateway, parsed, cancellationToken) =>
        {
            var request = new RetrainRequest { Force = parsed.GetValue(force), Reason = parsed.GetRequiredValue(reason),
                Solver = parsed.GetValue(baseline) ? Solver.GradientDescent : Solver.Lbfgs };
            if (parsed.GetValue(seed) is { } given) request.Seed = given;
            var run = await RetrainRun.FollowAsync(gateway, request, cancellationToken);
            return (run, [TrainingText.Line(run), .. run.Report is { } report ? TrainingText.Details(report) : []],
                run.State == RunState.Failed
                ? ExitCode.Failed
                : ExitCode.Done);
        });
    }

    private static Command Status() =>
        Make(new Command("status", "What serves, what runs, and how much there is to learn from."), async (gateway, _, cancellationToken) =>
    {
        var status = await gateway.Training.GetStatusAsync(new GetStatusRequest(), GatewayConnection.Soon(cancellationToken));
        List<string> lines = [status.Serving is { } serving
            ? TrainingText.Line(serving)
            : "no model serves", $"{status.Videos:N0} scraped videos, {status.TrainableVideos:N0} of them to learn from"];
        if (status.Run is { } run) lines.Add($"last run: {TrainingText.Line(run)}");
        if (status.Problem.Length > 0) lines.Add(status.Problem);
        return (status, lines, status.Problem.Length > 0 ? ExitCode.Failed : ExitCode.Done);
    });

    private static Command Runs()
    {
        var (id, limit) = (new Option<string>("--id") { Description = "Only this one, with its report." }, Limit());
        return Make(new Command("runs", "Training runs, the newest first.") { id, limit }, async (gateway, parsed, cancellationToken) =>
        {
            if (parsed.GetValue(id) is { } one)
            {
                var run = (await gateway.Training.GetRunAsync(
                    new GetRunRequest { Id = one }, GatewayConnection.Soon(cancellationToken))).Run;
                return (run, [TrainingText.Line(run), .. run.Report is { } report ? TrainingText.Details(report) : []], ExitCode.Done);
            }
            var runs = await gateway.Training.ListRunsAsync(
                new ListRunsRequest { Limit = parsed.GetValue(limit) }, GatewayConnection.Soon(cancellationToken));
            return (runs, runs.Runs.Select(TrainingText.Line).DefaultIfEmpty("no run yet; training retrain starts one"), ExitCode.Done);
        });
    }

    private static Command Models()
    {
        var limit = Limit();
        return Make(new Command("models", "Stored models, the newest first; * serves.") { limit },
            async (gateway, parsed, cancellationToken) =>
        {
            var models = await gateway.Training.ListModelsAsync(
                new ListModelsRequest { Limit = parsed.GetValue(limit) }, GatewayConnection.Soon(cancellationToken));
            return (models, models.Models.Select(TrainingText.Line)
                .DefaultIfEmpty("no model yet; training retrain makes one"), ExitCode.Done);
        });
    }

    private static Command Promote()
    {
        var (model, reason) = (new Argument<string>("MODEL") { Description = "As training models prints it." }, Reason());
        return Make(new Command("promote", "Let a stored model serve, past the gates. Recorded; needs --reason.") { model, reason },
            async (gateway, parsed, cancellationToken) =>
        {
            var request = new PromoteRequest { ModelId = parsed.GetRequiredValue(model), Reason = parsed.GetRequiredValue(reason) };
            var serving = (await gateway.Training.PromoteAsync(request, GatewayConnection.Soon(cancellationToken))).Serving;
            return (serving, [TrainingText.Line(serving)], ExitCode.Done);
        });
    }

    private static Command Rollback()
    {
        var reason = Reason();
        return Make(new Command("rollback", "Let the model serve again that served before.") { reason },
            async (gateway, parsed, cancellationToken) =>
        {
            var serving = (await gateway.Training.RollbackAsync(
                new RollbackRequest { Reason = parsed.GetRequiredValue(reason) }, GatewayConnection.Soon(cancellationToken))).Serving;
            return (serving, [TrainingText.Line(serving)], ExitCode.Done);
        });
    }

    private static Command Predict()
    {
        var values = new Argument<string[]>(
            "NAME=NUMBER") { Description = "Features, each from 0 to 1; what is left out is that of an unknown video.",
            Arity = ArgumentArity.ZeroOrMore };
        var pipeline = new Option<bool>(
            "--pipeline") { Description = "The names are scores of a pipeline, such as hook_score; what is left out is 0.5." };
        var file = new Option<string>("--file") { Description = "Predict every video of a CSV or JSON Lines file instead, at most 1,000." };
        return Make(new Command("predict", "Tier, score and probabilities. Exit code 1 when no model serves.") { values, pipeline, file },
            async (gateway, parsed, cancellationToken) =>
        {
            var request = new PredictRequest();
            var given = parsed.GetValue(values) ?? [];
            if (parsed.GetValue(file) is not { } path)
                request.Inputs.Add(parsed.GetValue(pipeline) ? PredictArguments.Pipeline(given) : PredictArguments.Named(given));
            else if (given.Length > 0 || parsed.GetValue(pipeline))
                throw new CliException("--file takes every input from the file; leave out --pipeline and NAME=NUMBER.", ExitCode.Unusable);
            else request.Inputs.Add(await PredictArguments.FileAsync(path, cancellationToken));
            var response = await gateway.Training.PredictAsync(request, GatewayConnection.Soon(cancellationToken));
            return response.NoModel is { } none
                ? (response, [none.Message], ExitCode.Failed)
                : (response, request.Inputs.Zip(response.Predictions.Predictions_, TrainingText.Line), ExitCode.Done);
        });
    }

    private static Option<string> Reason() => new("--reason") { Description = "Recorded with it.", DefaultValueFactory = _ => "" };

    private static Option<int> Limit() => new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 20 };

    private static Command Make(Command command, Run runAsync)
    {
        var (gateway, json) = (CommonOptions.Gateway(), CommonOptions.Json());
        command.Add(gateway);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            var (result, lines, exitCode) = await runAsync(connection, parsed, cancellationToken);
            if (parsed.GetValue(json)) JsonOutput.Write(result);
            else foreach (var line in lines) await Console.Out.WriteLineAsync(line);
            return exitCode;
        });
        return command;
    }
}
