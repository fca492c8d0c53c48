using Attune.Contracts.Embedding.V1;
using Grpc.Core;

namespace Attune.Embedding.Integration.Bundles;

public sealed class MissingModelTests
{
    [Fact]
    public async Task A_bundle_of_an_encoder_alone_embeds_and_says_what_it_lacks()
    {
        using var bundle = new BundleCopy();
        bundle.Edit(x =>
        {
            x["name"] = "lean";
            x["models"]!.AsArray().RemoveAt(2);
            x["models"]!.AsArray().RemoveAt(1);
        });
        await using var service = await EmbeddingProcess.Start(bundle.Folder).ServeAsync();

        Assert.Single((await service.Client.EmbedAsync(Samples.Request("a song"))).Embeddings);
        Assert.Single((await service.Client.GetBundleAsync(new GetBundleRequest())).Bundle.Models);
        var rerank = await Assert.ThrowsAsync<RpcException>(async () => await service.Client.RerankAsync(new RerankRequest { Query = "q", Documents = { "d" } }));
        Assert.Equal(StatusCode.FailedPrecondition, rerank.StatusCode);
        Assert.StartsWith("Bundle 'lean' has no reranker. Serve a bundle with a model of kind cross-encoder or causal-yes-no", rerank.Status.Detail, StringComparison.Ordinal);
        var emotions = await Assert.ThrowsAsync<RpcException>(async () => await service.Client.EmotionsAsync(new EmotionsRequest { Texts = { "t" } }));
        Assert.Equal(StatusCode.FailedPrecondition, emotions.StatusCode);
        Assert.StartsWith("Bundle 'lean' has no emotion model. Serve a bundle with a model of kind multi-label", emotions.Status.Detail, StringComparison.Ordinal);
    }
}
