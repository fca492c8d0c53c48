using Attune.Contracts.Embedding.V1;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Embedding.Tests.Embeddings;

[Collection(nameof(ServingCollection))]
public sealed class EmbedRequestTests(ServingFixture serving)
{
    private readonly EmbeddingService.EmbeddingServiceClient _client = serving.Service.Client;

    [Fact]
    public async Task No_text_is_refused() => AssertViolations(await RefuseAsync(Samples.Request()), ("texts", "is empty"));

    [Fact]
    public async Task Too_many_texts_are_refused_with_their_number() =>
        AssertViolations(await RefuseAsync(Samples.Request(Samples.Texts(257))), ("texts", "has 257 texts; send at most 256"));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\u3000\n")]
    [InlineData("\u200B\u0001")]
    public async Task A_blank_text_is_refused_with_its_index(string blank) =>
        AssertViolations(await RefuseAsync(Samples.Request("a song", blank)), ("texts[1]", "is blank"));

    [Fact]
    public async Task A_text_over_the_limit_is_refused_with_its_count() =>
        AssertViolations(
            await RefuseAsync(Samples.Request("a song", string.Join(' ', Enumerable.Repeat("song", 513)))),
            ("texts[1]", "has 513 tokens; the limit of 'attune-builtin-embedder' is 512"));

    [Theory]
    [InlineData(InputType.Unspecified)]
    [InlineData((InputType)7)]
    public async Task An_input_type_that_is_none_is_refused(InputType type)
    {
        var request = Samples.Request("a song");
        request.InputType = type;
        AssertViolations(await RefuseAsync(request), ("input_type", $"is {(int)type}; set it to INPUT_TYPE_QUERY or INPUT_TYPE_DOCUMENT"));
    }

    [Fact]
    public async Task An_unknown_model_is_refused_with_the_one_that_is_served()
    {
        var request = Samples.Request("a song");
        request.Model = "other";
        AssertViolations(await RefuseAsync(request), ("model", "'other' is not served here; leave it empty or set it to 'attune-builtin-embedder'"));
    }

    [Fact]
    public async Task All_violations_are_told_at_once()
    {
        var request = Samples.Request("a song", "", " ", string.Join(' ', Enumerable.Repeat("song", 600)));
        request.InputType = InputType.Unspecified;
        request.Model = "other";
        AssertViolations(
            await RefuseAsync(request),
            ("input_type", "is 0"), ("model", "'other'"), ("texts[1]", "is blank"), ("texts[2]", "is blank"), ("texts[3]", "has 600 tokens"));
    }

    [Fact]
    public async Task The_model_may_be_named()
    {
        var request = Samples.Request("a song");
        request.Model = "attune-builtin-embedder";
        Assert.Single((await _client.EmbedAsync(request)).Embeddings);
    }

    private async Task<RpcException> RefuseAsync(EmbedRequest request) => await Assert.ThrowsAsync<RpcException>(async () => await _client.EmbedAsync(request));

    private static void AssertViolations(RpcException error, params (string Field, string Description)[] expected)
    {
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        var status = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin"));
        var actual = status.Details.Single(x => x.Is(BadRequest.Descriptor)).Unpack<BadRequest>().FieldViolations;
        Assert.Equal(expected.Select(x => x.Field), actual.Select(x => x.Field));
        Assert.All(expected.Zip(actual), x => Assert.StartsWith(x.First.Description, x.Second.Description, StringComparison.Ordinal));
    }
}
