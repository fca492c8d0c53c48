using Attune.Hosting.Errors;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Matching.Embeddings;

/// <summary>Makes calls to the embedding service with a deadline, and turns what goes wrong into what it means for matching.</summary>
internal sealed class EmbeddingCalls(EmbeddingOptions options, TimeProvider time)
{
    // Where the service does not say how long.
    private static readonly TimeSpan SomeWait = TimeSpan.FromSeconds(1);

    /// <exception cref="DependencyOverloadedException">Its queue is full.</exception>
    /// <exception cref="DependencyUnavailableException">It cannot be reached or does not answer in time.</exception>
    /// <exception cref="PreconditionException">It has no model for this.</exception>
    public async Task<TReply> CallAsync<TReply>(Func<CallOptions, AsyncUnaryCall<TReply>> call, CancellationToken cancellationToken)
    {
        try
        {
            using var running = call(new CallOptions(deadline: (time.GetUtcNow() + options.Timeout).UtcDateTime, cancellationToken: cancellationToken));
            return await running;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The call was cancelled.", error, cancellationToken);
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.ResourceExhausted)
        {
            var wait = StatusDetails.Read<RetryInfo>(error)?.RetryDelay?.ToTimeSpan() ?? SomeWait;
            throw new DependencyOverloadedException($"The embedding service at {options.Address} has no room ({error.Status.Detail}). Try again later.", wait < TimeSpan.Zero ? SomeWait : wait, error);
        }
        catch (RpcException error) when (IsOutage(error.StatusCode))
        {
            throw new DependencyUnavailableException($"The embedding service at {options.Address} does not answer ({error.StatusCode}: {error.Status.Detail}). Is it running?", error);
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.FailedPrecondition)
        {
            throw new PreconditionException(error.Status.Detail);
        }
    }

    // A device that has run out of memory, or a stream that breaks as the process ends, is as good as no answer.
    private static bool IsOutage(StatusCode code) =>
        code is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Unknown or StatusCode.Aborted or StatusCode.DataLoss or StatusCode.Cancelled;
}
