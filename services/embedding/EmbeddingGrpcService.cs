using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Embedding.Embeddings;
using Attune.Embedding.Emotions;
using Attune.Embedding.Reranking;
using Attune.Embedding.Streaming;
using Grpc.Core;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding;

/// <summary>The gRPC face of the models.</summary>
internal sealed class EmbeddingGrpcService(
    ModelState models, EmbedHandler embed, EmbedStreamHandler stream, RerankHandler rerank, EmotionsHandler emotions)
    : V1.EmbeddingService.EmbeddingServiceBase
{
    public override Task<V1.EmbedResponse> Embed(V1.EmbedRequest request, ServerCallContext context) =>
        embed.EmbedAsync(request, CallTerms.Unary(request.Priority, context), context.CancellationToken);

    public override Task EmbedStream(
        IAsyncStreamReader<V1.EmbedStreamRequest> requestStream, IServerStreamWriter<V1.EmbedStreamResponse> responseStream,
        ServerCallContext context) =>
        stream.RunAsync(requestStream, responseStream, context);

    public override Task<V1.RerankResponse> Rerank(V1.RerankRequest request, ServerCallContext context) =>
        rerank.RerankAsync(request, CallTerms.Unary(request.Priority, context), context.CancellationToken);

    public override Task<V1.EmotionsResponse> Emotions(V1.EmotionsRequest request, ServerCallContext context) =>
        emotions.DetectAsync(request, CallTerms.Unary(request.Priority, context), context.CancellationToken);

    public override Task<V1.GetBundleResponse> GetBundle(V1.GetBundleRequest request, ServerCallContext context) =>
        Task.FromResult(BundleDescription.Of(models.Require()));
}
