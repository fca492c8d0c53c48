using Attune.Contracts.Embedding.V1;
using Attune.Embedding.Integration.Streaming;
using Grpc.Core;

namespace Attune.Embedding.Integration.Limits;

/// <summary>Text is measured before it is tokenised.</summary>
[Collection(nameof(ServingCollection))]
public sealed class TextSizeTests(ServingFixture serving)
{
    private const int Most = 262_144, Together = 2_097_152;

    private EmbeddingService.EmbeddingServiceClient Client => serving.Service.Client;

    [Fact]
    public async Task A_text_may_have_as_many_bytes_as_the_contract_says_and_not_one_more()
    {
        string full = new('a', Most);
        Assert.Single((await Client.EmbedAsync(Cut(full))).Embeddings);
        Refusals.AssertViolations(await FailAsync(Cut("love", full + "a")), ("texts[1]", "has 262145 bytes; the limit of one text is 262144"));
    }

    [Fact]
    public async Task Bytes_count_and_not_characters()
    {
        var text = string.Concat(Enumerable.Repeat("語", (Most / 3) + 1));
        Assert.True(text.Length < Most);
        Refusals.AssertViolations(await FailAsync(Cut(text)), ("texts[0]", "has 262146 bytes; the limit of one text is 262144"));
    }

    [Fact]
    public async Task All_text_of_a_request_together_has_a_limit_too()
    {
        string[] texts = [.. Enumerable.Repeat(new string('a', Together / 16), 16)];
        Assert.Equal(16, (await Client.EmbedAsync(Cut(texts))).Embeddings.Count);
        Refusals.AssertViolations(await FailAsync(Cut([.. texts, "b"])), ("texts", "and all other text have 2097153 bytes; the limit of one request is 2097152"));
        var rerank = new RerankRequest { Query = "love", Documents = { texts }, Truncate = true };
        Refusals.AssertViolations(
            await Assert.ThrowsAsync<RpcException>(async () => await Client.RerankAsync(rerank)), ("documents", "and all other text have 2097156 bytes; the limit of one request is 2097152"));
        Refusals.AssertViolations(
            await Assert.ThrowsAsync<RpcException>(async () => await Client.EmotionsAsync(new EmotionsRequest { Texts = { texts, "b" } })), ("texts", "and all other text have 2097153 bytes"));
    }

    [Fact]
    public async Task A_query_has_the_limit_of_a_text()
    {
        var request = new RerankRequest { Query = new string('a', Most + 1), Documents = { "love" }, Truncate = true };
        Refusals.AssertViolations(await Assert.ThrowsAsync<RpcException>(async () => await Client.RerankAsync(request)), ("query", "has 262145 bytes; the limit of one text is 262144"));
    }

    [Fact]
    public async Task With_partial_results_and_in_a_stream_a_text_that_is_too_large_is_one_without_a_result()
    {
        var request = Cut("love", new string('a', Most + 1));
        request.Partial = true;
        var vectors = (await Client.EmbedAsync(request)).Embeddings;
        Assert.Null(vectors[0].Error);
        Assert.StartsWith("texts[1] has 262145 bytes", vectors[1].Error.Message, StringComparison.Ordinal);

        using var stream = new StreamClient(Client);
        await stream.SendAsync("one", request);
        await stream.SendAsync("all", Cut([.. Enumerable.Repeat(new string('a', Most), 9)]));
        var answers = (await stream.EndAsync()).ToDictionary(x => x.CorrelationId, StringComparer.Ordinal);
        Assert.Equal(vectors[1].Error.Message, answers["one"].Results[1].Error.Message);
        Assert.StartsWith("texts: and all other text have 2359296 bytes; the limit of one request is 2097152", answers["all"].Error.Message, StringComparison.Ordinal);
    }

    private static EmbedRequest Cut(params string[] texts)
    {
        var request = Samples.Request(texts);
        request.Truncate = true;
        return request;
    }

    private Task<RpcException> FailAsync(EmbedRequest request) => Assert.ThrowsAsync<RpcException>(async () => await Client.EmbedAsync(request));
}
