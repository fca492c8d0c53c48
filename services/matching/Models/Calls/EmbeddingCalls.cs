using Attune.Hosting.Errors;
using Grpc.Core;

namespace Attune.Matching.Models.Calls;

/// <summary>Makes calls to the embedding service with a deadline, and turns what goes wrong into what it means for matching.</summary>
internal sealed class EmbeddingCalls(EmbeddingOptions options, TimeProvider time)
{
    /// <exception cref="DependencyOverloadedException">Its queue is full.</exception>
    /// <exception cref="DependencyUnavailableException">It cannot be reached or does not answer in time.</exception>
    /// <exception cref="PreconditionException">It has no model for this.</exception>
    public async Task<TReply> CallAsync<TReply>(Func<CallOptions, AsyncUnaryCall<TReply>> call, CancellationToken cancellationToken)
    {
        try
        {
            using var running = call(
                new CallOptions(deadline: (time.GetUtcNow() + options.Timeout).UtcDateTime, cancellationToken: cancellationToken));
            return await running;
        }
        catch (RpcException error) when (EmbeddingFailure.Of(error, options.Address, cancellationToken) is not null)
        {
            throw EmbeddingFailure.Of(error, options.Address, cancellationToken)!;
        }
    }
}
