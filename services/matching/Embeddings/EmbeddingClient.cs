using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Embeddings;

/// <summary>
/// The embedding service as matching sees it: texts in, vectors of one known model out. Vectors of another length than the
/// model promises are refused (FAILED_PRECONDITION), never padded or cut.
/// </summary>
internal sealed class EmbeddingClient(GrpcChannel channel, IOptions<EmbeddingOptions> options, TimeProvider time)
{
    // The service takes 256 texts a call.
    private const int LargestCall = 256;

    private readonly EmbeddingService.EmbeddingServiceClient _client = new(channel);

    public async Task<ServingBundle> GetBundleAsync(CancellationToken cancellationToken)
    {
        var reply = await CallAsync(call => _client.GetBundleAsync(new GetBundleRequest(), call), cancellationToken);
        var embedder = reply.Bundle.Models.FirstOrDefault(model => model.Kind == "encoder")
            ?? throw new PreconditionException($"Bundle {reply.Bundle.Name} has no model of kind 'encoder'; matching needs one.");
        return new ServingBundle(reply.Bundle.Hash, ModelKey.From(embedder.Identity));
    }

    /// <returns>One vector a text, in order.</returns>
    /// <exception cref="PreconditionException">The service answers with another model or another length than expected.</exception>
    /// <exception cref="DependencyUnavailableException">It cannot be reached or does not answer in time.</exception>
    public async Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, InputType inputType, ModelKey expected, CancellationToken cancellationToken)
    {
        var vectors = new List<float[]>(texts.Count);
        foreach (var part in texts.Chunk(LargestCall))
        {
            var request = new EmbedRequest { Texts = { part }, InputType = inputType, Truncate = true };
            var reply = await CallAsync(call => _client.EmbedAsync(request, call), cancellationToken);
            var model = ModelKey.From(reply.Model);
            if (model != expected) throw new PreconditionException($"The embedding service answered with {model} where {expected} was expected; its bundle has changed. Try again.");
            foreach (var embedding in reply.Embeddings)
            {
                if (embedding.Values.Count != expected.Dims)
                    throw new PreconditionException($"{expected} returned a vector of {embedding.Values.Count} dimensions.");
                vectors.Add([.. embedding.Values]);
            }
        }
        return vectors.Count == texts.Count
            ? vectors
            : throw new PreconditionException($"The embedding service returned {vectors.Count} vectors for {texts.Count} texts.");
    }

    private async Task<TReply> CallAsync<TReply>(Func<CallOptions, AsyncUnaryCall<TReply>> call, CancellationToken cancellationToken)
    {
        try
        {
            using var running = call(new CallOptions(deadline: (time.GetUtcNow() + options.Value.Timeout).UtcDateTime, cancellationToken: cancellationToken));
            return await running;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The call was cancelled.", error, cancellationToken);
        }
        catch (RpcException error) when (error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            throw new DependencyUnavailableException($"The embedding service at {options.Value.Address} does not answer ({error.StatusCode}: {error.Status.Detail}). Is it running?", error);
        }
    }
}
