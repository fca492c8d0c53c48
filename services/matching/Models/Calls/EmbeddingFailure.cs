using Attune.Hosting.Errors;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Matching.Models.Calls;

/// <summary>What an error of the embedding service means for matching.</summary>
internal static class EmbeddingFailure
{
    // Where the service does not say how long.
    private static readonly TimeSpan SomeWait = TimeSpan.FromSeconds(1);

    /// <returns>Null for one that has no other meaning than its own.</returns>
    public static Exception? Of(RpcException error, string address, CancellationToken cancellationToken)
    {
        if (error.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
            return new OperationCanceledException("The call was cancelled.", error, cancellationToken);
        if (error.StatusCode == StatusCode.ResourceExhausted)
        {
            var wait = error.Trailers.GetRpcStatus(ignoreParseError: true)?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan() ?? SomeWait;
            return new DependencyOverloadedException(
                $"The embedding service at {address} has no room ({error.Status.Detail}). Try again later.", wait < TimeSpan.Zero
                    ? SomeWait
                    : wait, error);
        }
        if (IsOutage(error.StatusCode))
            return new DependencyUnavailableException(
                $"The embedding service at {address} does not answer ({error.StatusCode}: {error.Status.Detail}). Is it running?", error);
        return error.StatusCode == StatusCode.FailedPrecondition ? new PreconditionException(error.Status.Detail) : null;
    }

    // A device that has run out of memory, or a stream that breaks as the process ends, is as good as no answer.
    private static bool IsOutage(StatusCode code) =>
        code is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Unknown or StatusCode.Aborted
            or StatusCode.DataLoss or StatusCode.Cancelled;
}
