using Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Integration.Models;

/// <summary>Same text, same numbers: alone, in a full call, shuffled and among other calls.</summary>
public sealed class BatchInvarianceTests
{
    private const double LeastCosine = 0.99999, MostDifference = 1e-4;

    [Theory]
    [InlineData(null)]
    [InlineData(nameof(MadeShape.BertMean))]
    [InlineData(nameof(MadeShape.RobertaCls))]
    [InlineData(nameof(MadeShape.BertLast))]
    public async Task A_text_becomes_the_same_numbers_whatever_batch_it_travels_in(string? shape)
    {
        using var bundle = shape is null ? null : new MadeBundle(MadeShape.Of(shape));
        await using var service = await EmbeddingProcess.Start(bundle?.Folder).ServeAsync();
        var texts = Samples.Texts(64);
        int[] order = [.. Enumerable.Range(0, texts.Length)];
        new Random(7).Shuffle(order);

        foreach (var compute in new[] { EmbedAsync, RerankAsync, EmotionsAsync })
        {
            var together = await compute(service.Client, texts);
            var shuffled = await compute(service.Client, [.. order.Select(i => texts[i])]);
            // Calls beside each other share batches.
            var alone = await Task.WhenAll(texts.Select(async x => (await compute(service.Client, [x]))[0]));
            for (var i = 0; i < texts.Length; i++)
            {
                AssertSame(alone[i], (await compute(service.Client, [texts[i]]))[0], texts[i]);
                AssertSame(alone[i], together[i], texts[i]);
                AssertSame(alone[order[i]], shuffled[i], texts[order[i]]);
            }

            Assert.True(Enumerable.Range(1, texts.Length - 1).Any(i => Difference(alone[0], alone[i]) > 10 * MostDifference), "All texts are alike.");
        }
    }

    private static async Task<float[][]> EmbedAsync(EmbeddingService.EmbeddingServiceClient client, string[] texts)
    {
        var request = Samples.Request(texts);
        request.Truncate = true;
        return [.. (await client.EmbedAsync(request)).Embeddings.Select(x => x.Values.ToArray())];
    }

    private static async Task<float[][]> RerankAsync(EmbeddingService.EmbeddingServiceClient client, string[] texts) =>
        [.. (await client.RerankAsync(new RerankRequest { Query = "slow sad song", Documents = { texts }, Truncate = true })).Scores.Select(x => new[] { x.Score })];

    private static async Task<float[][]> EmotionsAsync(EmbeddingService.EmbeddingServiceClient client, string[] texts) =>
        [.. (await client.EmotionsAsync(new EmotionsRequest { Texts = { texts }, Truncate = true })).Emotions
            .Select(x => x.Labels.OrderBy(y => y.Name, StringComparer.Ordinal).Concat(x.Buckets).Select(y => y.Score).ToArray())];

    private static void AssertSame(float[] expected, float[] actual, string text)
    {
        Assert.True(Difference(expected, actual) <= MostDifference, $"'{text}' differs by {Difference(expected, actual)}.");
        Assert.True(Samples.Cosine(expected, actual) >= LeastCosine, $"'{text}' turns by a cosine of {Samples.Cosine(expected, actual)}.");
    }

    private static double Difference(float[] a, float[] b) => a.Zip(b).Max(x => Math.Abs(x.First - x.Second));
}
