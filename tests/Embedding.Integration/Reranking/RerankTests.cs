using System.Text.Json.Nodes;
using Attune.Contracts.Embedding.V1;
using Grpc.Core;

namespace Attune.Embedding.Integration.Reranking;

[Collection(nameof(ServingCollection))]
public sealed class RerankTests(ServingFixture serving)
{
    private readonly EmbeddingService.EmbeddingServiceClient _client = serving.Service.Client;

    [Fact]
    public async Task Golden_pairs_get_their_golden_scores()
    {
        var model = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(BundleCopy.Original, BundleReader.ManifestName)))!["models"]!.AsArray().Single(x => x!["kind"]!.GetValue<string>() == "cross-encoder")!;
        foreach (var golden in model["golden"]!.AsArray())
        {
            var response = await _client.RerankAsync(new RerankRequest { Query = golden!["query"]!.GetValue<string>(), Documents = { golden["document"]!.GetValue<string>() } });
            Assert.Equal(golden["score"]!.GetValue<double>(), response.Scores[0].Score, 1e-4);
        }
    }

    [Fact]
    public async Task What_answers_the_query_scores_above_what_does_not_and_the_order_is_that_of_the_request()
    {
        var response = await _client.RerankAsync(new RerankRequest { Query = "a slow sad song", Documents = { "compiler error in line ten", "a melancholy ballad, slow and sad" } });
        Assert.True(response.Scores[1].Score > response.Scores[0].Score);
        Assert.All(response.Scores, x => Assert.InRange(x.Score, 0, 1));
        Assert.Equal(("attune-builtin-reranker", 0), (response.Model.Name, response.Model.Dimensions));
    }

    [Fact]
    public async Task A_long_document_is_cut_when_asked_for_and_says_so()
    {
        var text = string.Join(' ', Enumerable.Repeat("song", 600));
        var response = await _client.RerankAsync(new RerankRequest { Query = "two words", Documents = { text, "song" }, Truncate = true });
        Assert.Equal((512, true), (response.Scores[0].Tokens, response.Scores[0].Truncated));
        Assert.Equal((3, false), (response.Scores[1].Tokens, response.Scores[1].Truncated));
    }

    [Fact]
    public async Task All_violations_are_told_at_once()
    {
        var request = new RerankRequest
        {
            Query = " ", Documents = { "a song", "", "\u200B", string.Join(' ', Enumerable.Repeat("song", 600)) }, Model = "other", Priority = (Priority)5, Task = "find",
        };
        Refusals.AssertViolations(
            await RefuseAsync(request),
            ("priority", "is 5"), ("model", "'other' is not served here; leave it empty or set it to 'attune-builtin-reranker'"), ("task", "has no place"), ("query", "is blank"),
            ("documents[1]", "is blank"), ("documents[2]", "is blank once control"), ("documents[3]", "has 600 tokens; the limit of 'attune-builtin-reranker' is 512"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_query_that_leaves_no_room_is_refused(bool truncate)
    {
        var request = new RerankRequest { Query = string.Join(' ', Enumerable.Repeat("song", 512)), Documents = { "a song", "" }, Truncate = truncate };
        Refusals.AssertViolations(
            await RefuseAsync(request),
            ("query", "takes 512 tokens with all that a pair needs, which leaves no room for a document in the 512 of 'attune-builtin-reranker'"), ("documents[1]", "is blank"));
    }

    [Fact]
    public async Task No_document_and_too_many_are_refused()
    {
        Refusals.AssertViolations(await RefuseAsync(new RerankRequest { Query = "a song" }), ("documents", "is empty; send 1 to 256 documents"));
        Refusals.AssertViolations(await RefuseAsync(new RerankRequest { Query = "a song", Documents = { Samples.Texts(257) } }), ("documents", "has 257 documents; send at most 256"));
    }

    [Fact]
    public async Task A_document_over_the_limit_counts_with_its_query_and_template()
    {
        using var made = new MadeBundle(MadeShape.RobertaCls);
        await using var service = await EmbeddingProcess.Start(made.Folder).ServeAsync();
        var request = new RerankRequest { Query = "slow rain", Documents = { string.Join(' ', Enumerable.Repeat("song", 90)) } };
        var error = await Assert.ThrowsAsync<RpcException>(async () => await service.Client.RerankAsync(request));
        request.Truncate = true;
        var cut = (await service.Client.RerankAsync(request)).Scores[0];
        Assert.Equal((96, true), (cut.Tokens, cut.Truncated));
        request.Documents[0] = "song";
        var frame = (await service.Client.RerankAsync(request)).Scores[0].Tokens - 1;
        Refusals.AssertViolations(error, ("documents[0]", $"has {frame + 90} tokens; the limit of 'reranker' is 96"));
    }

    private async Task<RpcException> RefuseAsync(RerankRequest request) => await Assert.ThrowsAsync<RpcException>(async () => await _client.RerankAsync(request));
}
