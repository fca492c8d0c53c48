using System.Numerics.Tensors;
using Attune.Contracts.Embedding.V1;

namespace Attune.Bench.Embedding;

/// <summary>How much the company that a text travels in changes its numbers.</summary>
/// <param name="WorstCosine">Smallest cosine between a text's vector alone and the same in a batch.</param>
/// <param name="WorstScore">Largest difference of a rerank score alone and in a batch; null where the bundle has no reranker.</param>
internal sealed record Invariance(int Texts, double WorstCosine, double? WorstScore)
{
    public static async Task<Invariance> MeasureAsync(EmbeddingService.EmbeddingServiceClient client, string[] texts, CancellationToken cancellationToken)
    {
        var alone = await EmbedEachAsync(client, texts, cancellationToken);
        double worst = 1;
        foreach (var seed in Enumerable.Range(1, 3))
        {
            int[] order = [.. Enumerable.Range(0, texts.Length)];
            new Random(seed).Shuffle(order);
            var response = await client.EmbedAsync(Request([.. order.Select(i => texts[i])]), cancellationToken: cancellationToken);
            for (var row = 0; row < order.Length; row++)
                worst = Math.Min(worst, TensorPrimitives.CosineSimilarity<double>([.. alone[order[row]].Select(x => (double)x)], [.. response.Embeddings[row].Values.Select(x => (double)x)]));
        }

        var bundle = await client.GetBundleAsync(new GetBundleRequest(), cancellationToken: cancellationToken);
        var reranks = bundle.Bundle.Models.Any(x => x.Kind is "cross-encoder" or "causal-yes-no");
        return new(texts.Length, worst, reranks ? await ScoresAsync(client, texts, cancellationToken) : null);
    }

    private static async Task<float[][]> EmbedEachAsync(EmbeddingService.EmbeddingServiceClient client, string[] texts, CancellationToken cancellationToken)
    {
        var vectors = new float[texts.Length][];
        for (var i = 0; i < texts.Length; i++)
            vectors[i] = [.. (await client.EmbedAsync(Request([texts[i]]), cancellationToken: cancellationToken)).Embeddings[0].Values];
        return vectors;
    }

    private static async Task<double> ScoresAsync(EmbeddingService.EmbeddingServiceClient client, string[] texts, CancellationToken cancellationToken)
    {
        var together = await client.RerankAsync(new RerankRequest { Query = texts[0], Documents = { texts }, Truncate = true }, cancellationToken: cancellationToken);
        double worst = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            var alone = await client.RerankAsync(new RerankRequest { Query = texts[0], Documents = { texts[i] }, Truncate = true }, cancellationToken: cancellationToken);
            worst = Math.Max(worst, Math.Abs(alone.Scores[0].Score - together.Scores[i].Score));
        }

        return worst;
    }

    private static EmbedRequest Request(string[] texts) => new() { Texts = { texts }, InputType = InputType.Document, Truncate = true };
}
