using Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Integration.Embeddings;

[Collection(nameof(ServingCollection))]
public sealed class UsageTests(ServingFixture serving)
{
    private readonly EmbeddingService.EmbeddingServiceClient _client = serving.Service.Client;

    [Fact]
    public async Task A_call_says_how_many_tokens_it_took_and_where_its_time_went()
    {
        var embed = await _client.EmbedAsync(Samples.Request(Samples.Texts(64)));
        AssertUsage(embed.Usage, embed.Embeddings.Sum(x => x.Tokens));
        var rerank = await _client.RerankAsync(new RerankRequest { Query = "slow song", Documents = { Samples.Texts(64) } });
        AssertUsage(rerank.Usage, rerank.Scores.Sum(x => x.Tokens));
        var emotions = await _client.EmotionsAsync(new EmotionsRequest { Texts = { Samples.Texts(64) } });
        AssertUsage(emotions.Usage, emotions.Emotions.Sum(x => x.Tokens));
    }

    [Theory]
    [InlineData(Priority.Unspecified)]
    [InlineData(Priority.Interactive)]
    [InlineData(Priority.Backfill)]
    public async Task Every_priority_is_served(Priority priority)
    {
        var request = Samples.Request("a song");
        request.Priority = priority;
        Assert.Single((await _client.EmbedAsync(request)).Embeddings);
    }

    private static void AssertUsage(Usage usage, int tokens)
    {
        Assert.Equal(tokens, usage.Tokens);
        Assert.True(usage.TokenizeTime.ToTimeSpan() > TimeSpan.Zero);
        Assert.True(usage.InferenceTime.ToTimeSpan() > TimeSpan.Zero);
        Assert.True(usage.QueueTime.ToTimeSpan() >= TimeSpan.Zero);
    }
}
