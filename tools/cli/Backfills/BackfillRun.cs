using Attune.Cli.Connection;
using Attune.Contracts.Matching.V1;
using Grpc.Core;

namespace Attune.Cli.Backfills;

/// <summary>Starts backfills and follows them to their end.</summary>
internal sealed class BackfillRun(GatewayConnection gateway, TimeSpan patience)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    public async Task<BackfillJob> StartAsync(BackfillKind kind, string idempotencyKey, CancellationToken cancellationToken)
    {
        var request = new BackfillServiceStartRequest { Kind = kind, IdempotencyKey = idempotencyKey };
        return (await gateway.Backfills.StartAsync(request, GatewayConnection.Soon(cancellationToken))).Job;
    }

    /// <summary>Follows the job with a progress bar, or with a line now and then where there is no terminal.</summary>
    /// <exception cref="CliException">Nothing moved for the time of <c>patience</c>; the message says what is known.</exception>
    public Task<BackfillJob> FollowAsync(BackfillJob job, string title, CancellationToken cancellationToken) =>
        BackfillProgress.ShowAsync(title, show => FollowAsync(job, show, cancellationToken));

    private async Task<BackfillJob> FollowAsync(BackfillJob job, Action<BackfillJob> show, CancellationToken cancellationToken)
    {
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stalled.CancelAfter(patience);
        try
        {
            while (true)
            {
                try
                {
                    using var call = gateway.Backfills.Watch(
                        new BackfillServiceWatchRequest { Id = job.Id }, cancellationToken: stalled.Token);
                    await foreach (var reply in call.ResponseStream.ReadAllAsync(stalled.Token))
                    {
                        // One that waits moves with those that it waits for.
                        if (reply.Job.Done > job.Done || reply.Job.Total > job.Total || reply.Job.State == BackfillState.Waiting)
                            stalled.CancelAfter(patience);
                        job = reply.Job;
                        show(job);
                    }
                    return job;
                }
                catch (RpcException error) when (error.StatusCode == StatusCode.Unavailable)
                {
                    // Whoever told of it is gone, the job is not.
                    await Task.Delay(BetweenAttempts, stalled.Token);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled }
            && !cancellationToken.IsCancellationRequested)
        {
            throw new CliException(Stalled(job));
        }
    }

    private string Stalled(BackfillJob job) => $"""
        The backfill has not moved for {patience.TotalSeconds:0} seconds: {job.Done:N0} of {job.Total:N0} are done.
        {(job.Problem.Length > 0 ? job.Problem : "The service gives no reason; its log may (.dev/log/matching.log).")}
        Nothing is lost: it goes on when the cause is gone. ./attune status shows what runs; ./attune up starts what is missing;
        ./attune cli backfill watch {job.Id} follows it again.
        """;
}
