using Attune.Cli.Connection;
using Attune.Contracts.Training.V1;
using Grpc.Core;

namespace Attune.Cli.Training;

/// <summary>Starts a run, or joins the one under way, and tells of its progress on stderr.</summary>
internal static class RetrainRun
{
    // How long a run may take is the service's own affair, but it tells of it every two seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<Run> FollowAsync(GatewayConnection gateway, RetrainRequest request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = gateway.Training.Retrain(request, cancellationToken: patience.Token);
        Run? run = null;
        while (await NextAsync(call, patience, cancellationToken))
        {
            var response = call.ResponseStream.Current;
            if (run is null && response.Joined) await Console.Error.WriteLineAsync("a run is under way already; following that one");
            if (response.Run.FinishedAt is null && response.Run.Outcome != run?.Outcome)
                await Console.Error.WriteLineAsync(response.Run.Outcome);
            run = response.Run;
        }
        return run ?? throw new CliException("The training service said nothing of the run.", ExitCode.Failed);
    }

    private static async Task<bool> NextAsync(
        AsyncServerStreamingCall<RetrainResponse> call, CancellationTokenSource patience, CancellationToken cancellationToken)
    {
        patience.CancelAfter(Patience);
        try
        {
            return await call.ResponseStream.MoveNext(patience.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled }
            && patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CliException(
                $"The training service has said nothing for {Patience.TotalSeconds:0} s. The run may go on: training status tells.",
                ExitCode.Failed);
        }
    }
}
