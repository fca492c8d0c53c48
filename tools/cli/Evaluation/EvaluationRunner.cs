using Attune.Cli.Connection;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;
using Grpc.Core;

namespace Attune.Cli.Evaluation;

/// <summary>Asks for an evaluation, shows how far it is, prints the table and writes the files.</summary>
internal static class EvaluationRunner
{
    public static async Task<int> RunAsync(GatewayConnection gateway, EvaluationArguments arguments, CancellationToken cancellationToken)
    {
        // Before the work, not after it.
        if (arguments.Folder is { } folder) Directory.CreateDirectory(folder);
        var report = await EvaluationProgressBar.ShowAsync(show => FollowAsync(gateway, arguments.Request, show, cancellationToken));
        EvaluationTable.Write(report, arguments.ShownCutoff);
        if (arguments.JsonFile is { } file) await File.WriteAllTextAsync(file, JsonOutput.Text(report) + "\n", cancellationToken);
        if (arguments.Folder is not null) await ArtifactFiles.WriteAsync(arguments.Folder, report, cancellationToken);
        return ExitCode.Done;
    }

    private static async Task<EvaluationReport> FollowAsync(
        GatewayConnection gateway, EvaluateRequest request, Action<EvaluationProgress> show, CancellationToken cancellationToken)
    {
        using var call = gateway.Evaluation.Evaluate(request, cancellationToken: cancellationToken);
        await foreach (var reply in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (reply.EventCase == EvaluateResponse.EventOneofCase.Report) return reply.Report;
            show(reply.Progress);
        }
        throw new CliException("The service ended without a report. Is it of the same version as this program?");
    }
}
