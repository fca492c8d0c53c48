using Attune.Bundles;
using Attune.Embedding.Bundles;
using Attune.Embedding.Inference;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Grpc.Core;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Embeddings;

/// <summary>The gRPC face of the models.</summary>
internal sealed class EmbeddingGrpcService(ModelState models, Device device, ServiceTelemetry telemetry) : V1.EmbeddingService.EmbeddingServiceBase
{
    public override async Task<V1.EmbedResponse> Embed(V1.EmbedRequest request, ServerCallContext context)
    {
        var encoder = models.Require().Embedder;
        using var texts = new TokenizedTexts();
        using (telemetry.ActivitySource.StartActivity("tokenize"))
        {
            var violations = EmbedRequestCheck.TokenizeAndCheck(request, encoder, texts);
            if (violations.Count > 0)
                throw new InvalidRequestException(violations);
        }

        var embeddings = new V1.Embedding[texts.Count];
        await device.EmbedAsync(encoder, texts, (index, vector) => embeddings[index] = ToEmbedding(vector, texts.Tokens(index)), context.CancellationToken);
        return new V1.EmbedResponse { Embeddings = { embeddings }, Model = BundleDescription.IdentityOf(encoder.Manifest) };
    }

    public override Task<V1.GetBundleResponse> GetBundle(V1.GetBundleRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.GetBundleResponse { Bundle = BundleDescription.Of(models.Require()) });

    private static V1.Embedding ToEmbedding(ReadOnlySpan<float> vector, Tokenizers.TokenCount tokens) =>
        new() { Values = { vector.ToArray() }, Tokens = tokens.Written, Truncated = tokens.Truncated };
}
