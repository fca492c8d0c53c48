using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Testing;

namespace Attune.Matching.Integration.Embeddings;

public sealed class EmbeddingClientTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task Scores_come_in_the_order_of_the_documents_however_many_calls_they_take()
    {
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        var reranker = (await matching.Bundles.GetAsync(CancellationToken.None)).Reranker!;
        string[] documents = [.. Enumerable.Range(0, EmbeddingClient.LargestCall + 40).Select(i => i % 3 == 0 ? $"quiet acoustic guitar {i}" : $"thrash metal {i}")];
        float[] scores = [.. (await line.Client.RerankAsync("slow acoustic guitar", documents, reranker, CancellationToken.None)).Select(answer => answer.Score!.Value)];
        Assert.Equal(2, line.Calls);
        Assert.Equal(documents.Length, scores.Length);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        Assert.All(Enumerable.Range(1, documents.Length - 1).Where(i => i % 3 == 0), i => Assert.True(scores[i] > scores[i - 1], $"{documents[i]}: {scores[i]}; {documents[i - 1]}: {scores[i - 1]}"));
        Assert.Equal(scores[^1], (await line.Client.RerankAsync("slow acoustic guitar", [documents[^1]], reranker, CancellationToken.None))[0].Score!.Value, 1e-5f);
    }

    [Fact]
    public async Task Emotions_come_in_the_order_of_the_bundle()
    {
        var model = (await matching.Bundles.GetAsync(CancellationToken.None)).Emotions!;
        var (happy, sad) = await PairAsync(model, "I am so happy that you came back!", "I feel so sad and lonely tonight.");
        Assert.Equal((model.Buckets.Count, model.Labels.Count), (happy.Buckets.Length, happy.Labels.Length));
        Assert.Equal(1, happy.Buckets.Sum(), 1e-5f);
        Assert.Equal(("joy", "sadness"), (Strongest(model.Buckets, happy.Buckets), Strongest(model.Buckets, sad.Buckets)));
        Assert.Equal(("joy", "sadness"), (Strongest(model.Labels, happy.Labels), Strongest(model.Labels, sad.Labels)));

        var turned = model with { Buckets = [.. model.Buckets.Reverse()] };
        Assert.Equal(happy.Buckets.Reverse(), (await PairAsync(turned, "I am so happy that you came back!", "x")).First.Buckets);
    }

    [Fact]
    public async Task A_reply_of_another_model_or_of_other_buckets_is_refused()
    {
        var bundle = await matching.Bundles.GetAsync(CancellationToken.None);
        var client = matching.Embedder;
        var error = await Assert.ThrowsAsync<PreconditionException>(() => client.RerankAsync("q", ["d"], bundle.Reranker! with { Revision = "r0" }, CancellationToken.None));
        Assert.Equal($"The embedding service answered with {bundle.Reranker} where attune-builtin-reranker@r0 was expected; its bundle has changed. Try again.", error.Message);
        await Assert.ThrowsAsync<PreconditionException>(() => client.EmbedAsync(["t"], InputType.Query, bundle.Embedder with { Dims = 3 }, CancellationToken.None));
        await Assert.ThrowsAsync<PreconditionException>(() => client.EmotionsAsync(["t"], bundle.Emotions! with { Key = bundle.Embedder }, CancellationToken.None));
        var other = await Assert.ThrowsAsync<PreconditionException>(() => client.EmotionsAsync(["t"], bundle.Emotions! with { Buckets = ["joy", "envy"] }, CancellationToken.None));
        Assert.EndsWith("where the bundle promises joy, envy.", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_queue_is_told_with_the_time_to_come_back()
    {
        var port = FreePort.Next();
        await using var service = ServiceProcess.Start(
            ServiceProcess.Executable("embedding"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["Server__Port"] = $"{port}", ["Scheduling__QueueRows"] = "64" });
        await service.WaitForPortAsync(port);
        using var line = new TestLine($"http://127.0.0.1:{port}");
        var bundle = await ServedAsync(line);
        string[] texts = [.. Enumerable.Range(0, 64).Select(i => $"a song about the number {i}, and what it meant to all who sang it")];
        var results = new List<Exception?>();
        await Eventually.IsTrueAsync(async () =>
        {
            results.AddRange(await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Record.ExceptionAsync(() => line.Client.EmbedAsync(texts, InputType.Document, bundle.Embedder, CancellationToken.None)))));
            return results.Exists(result => result is not null);
        }, "a flood of calls is more than the queue holds");
        Assert.Contains(null, results);
        Assert.All(results.OfType<Exception>(), error => Assert.True(Assert.IsType<DependencyOverloadedException>(error).RetryAfter > TimeSpan.Zero, error.Message));
    }

    [Fact]
    public async Task A_line_that_breaks_is_an_outage()
    {
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        line.BreakAfter(0);
        var error = await Assert.ThrowsAsync<DependencyUnavailableException>(() => line.Client.GetBundleAsync(CancellationToken.None));
        Assert.EndsWith("Is it running?", error.Message, StringComparison.Ordinal);
    }

    private static async Task<ServingBundle> ServedAsync(TestLine line)
    {
        ServingBundle? bundle = null;
        await Eventually.IsTrueAsync(async () =>
        {
            try
            {
                bundle = await line.Client.GetBundleAsync(CancellationToken.None);
                return true;
            }
            catch (DependencyUnavailableException)
            {
                return false;
            }
        }, "the service serves");
        return bundle!;
    }

    private async Task<(TextEmotionValues First, TextEmotionValues Second)> PairAsync(EmotionModel model, string first, string second)
    {
        var emotions = await matching.Embedder.EmotionsAsync([first, second], model, CancellationToken.None);
        return (emotions[0].Value!, emotions[1].Value!);
    }

    private static string Strongest(IReadOnlyList<string> names, float[] values) => names[Array.IndexOf(values, values.Max())];
}
