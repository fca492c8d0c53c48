using Attune.Contracts.Embedding.V1;
using Grpc.Core;

namespace Attune.Embedding.Integration.Embeddings;

[Collection(nameof(ServingCollection))]
public sealed class EmbedRequestTests(ServingFixture serving)
{
    private readonly EmbeddingService.EmbeddingServiceClient _client = serving.Service.Client;

    [Fact]
    public async Task No_text_is_refused() => Refusals.AssertViolations(await RefuseAsync(Samples.Request()), ("texts", "is empty"));

    [Fact]
    public async Task Too_many_texts_are_refused_with_their_number() =>
        Refusals.AssertViolations(await RefuseAsync(Samples.Request(Samples.Texts(257))), ("texts", "has 257 texts; send at most 256"));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\u3000\n")]
    [InlineData("\u200B\u0001")]
    public async Task A_blank_text_is_refused_with_its_index(string blank) =>
        Refusals.AssertViolations(await RefuseAsync(Samples.Request("a song", blank)), ("texts[1]", "is blank"));

    [Fact]
    public async Task A_text_over_the_limit_is_refused_with_its_count() =>
        Refusals.AssertViolations(
            await RefuseAsync(Samples.Request("a song", string.Join(' ', Enumerable.Repeat("song", 513)))),
            ("texts[1]", "has 513 tokens; the limit of 'attune-builtin-embedder' is 512"));

    [Theory]
    [InlineData(InputType.Unspecified)]
    [InlineData((InputType)7)]
    public async Task An_input_type_that_is_none_is_refused(InputType type)
    {
        var request = Samples.Request("a song");
        request.InputType = type;
        Refusals.AssertViolations(await RefuseAsync(request), ("input_type", $"is {(int)type}; set it to INPUT_TYPE_QUERY or INPUT_TYPE_DOCUMENT"));
    }

    [Fact]
    public async Task An_unknown_model_is_refused_with_the_one_that_is_served()
    {
        var request = Samples.Request("a song");
        request.Model = "other";
        Refusals.AssertViolations(await RefuseAsync(request), ("model", "'other' is not served here; leave it empty or set it to 'attune-builtin-embedder'"));
    }

    [Fact]
    public async Task All_violations_are_told_at_once()
    {
        var request = Samples.Request("a song", "", " ", string.Join(' ', Enumerable.Repeat("song", 600)));
        request.InputType = InputType.Unspecified;
        request.Model = "other";
        request.Priority = (Priority)9;
        request.Task = "t";
        Refusals.AssertViolations(
            await RefuseAsync(request),
            ("input_type", "is 0"), ("priority", "is 9"), ("model", "'other'"), ("task", "has no place"), ("texts[1]", "is blank"), ("texts[2]", "is blank"), ("texts[3]", "has 600 tokens"));
    }

    [Fact]
    public async Task The_model_may_be_named()
    {
        var request = Samples.Request("a song");
        request.Model = "attune-builtin-embedder";
        Assert.Single((await _client.EmbedAsync(request)).Embeddings);
    }

    [Fact]
    public async Task A_model_of_another_kind_is_refused_with_its_kind()
    {
        var request = Samples.Request("a song");
        request.Model = "attune-builtin-reranker";
        Refusals.AssertViolations(await RefuseAsync(request), ("model", "'attune-builtin-reranker' is of kind cross-encoder and cannot do this; leave it empty or set it to 'attune-builtin-embedder'"));
    }

    [Fact]
    public async Task A_priority_that_is_none_is_refused()
    {
        var request = Samples.Request("a song");
        request.Priority = (Priority)7;
        Refusals.AssertViolations(await RefuseAsync(request), ("priority", "is 7; set it to PRIORITY_INTERACTIVE or PRIORITY_BACKFILL"));
    }

    [Fact]
    public async Task A_task_that_the_template_has_no_place_for_is_refused()
    {
        var request = Samples.Request("a song");
        request.Task = "find songs";
        Refusals.AssertViolations(await RefuseAsync(request), ("task", "has no place in what 'attune-builtin-embedder' makes of such texts"));
    }

    private async Task<RpcException> RefuseAsync(EmbedRequest request) => await Assert.ThrowsAsync<RpcException>(async () => await _client.EmbedAsync(request));
}
