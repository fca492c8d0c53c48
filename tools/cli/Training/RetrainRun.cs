using Attune.Cli.Connection;
using Attune.Contracts.Training.V1;
using Grpc.Core;

namespace Attune.Cli.Training;

/// <summary>Starts a run, or joins the one under way, and tells of its progress on stderr.</summary>
internal static class RetrainRun
{
    // The service gives up after 120 seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    public static async Task<Run> FollowAsync(GatewayConnection gateway, RetrainRequest request, CancellationToken cancellationToken)
    {
        using var call = gateway.Training.Retrain(request, new CallOptions(deadline: DateTime.UtcNow + Patience, cancellationToken: cancellationToken));
        Run? run = null;
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            var response = call.ResponseStream.Current;
            if (run is null && response.Joined) await Console.Error.WriteLineAsync("a run is under way already; following that one");
            if (response.Run.FinishedAt is null && response.Run.Outcome != run?.Outcome) await Console.Error.WriteLineAsync(response.Run.Outcome);
            run = response.Run;
        }
        return run ?? throw new CliException("The training service said nothing of the run.", ExitCode.Failed);
    }
}
