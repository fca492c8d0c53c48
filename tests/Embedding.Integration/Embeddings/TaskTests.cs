using Attune.Contracts.Embedding.V1;
using Grpc.Core;

namespace Attune.Embedding.Integration.Embeddings;

/// <summary>A bundle whose models take a task.</summary>
public sealed class TaskTests : IAsyncLifetime
{
    private readonly MadeBundle _made = new(MadeShape.RobertaCls);
    private EmbeddingProcess _service = null!;

    public async Task InitializeAsync() => _service = await EmbeddingProcess.Start(_made.Folder).ServeAsync();

    [Fact]
    public async Task The_task_of_a_query_is_the_callers_or_the_models_own()
    {
        var oracle = new Oracle(_made.Read());
        Assert.True(Samples.Cosine(oracle.Embed("slow rain", TextRole.Query), await EmbedAsync(InputType.Query, "")) >= 0.99999);
        Assert.True(Samples.Cosine(oracle.Embed("slow rain", TextRole.Query, "judge"), await EmbedAsync(InputType.Query, "judge")) >= 0.99999);
        Assert.True(Samples.Cosine(await EmbedAsync(InputType.Query, ""), await EmbedAsync(InputType.Query, "judge")) < 0.9999);
    }

    [Fact]
    public async Task The_task_of_a_pair_is_the_callers_or_the_models_own()
    {
        var oracle = new Oracle(_made.Read());
        foreach (var task in new[] { null, "judge" })
        {
            var response = await _service.Client.RerankAsync(new RerankRequest { Query = "slow rain", Documents = { "jazz" }, Task = task ?? "" });
            Assert.Equal(oracle.Score("slow rain", "jazz", task), response.Scores[0].Score, 1e-4);
        }
    }

    [Fact]
    public async Task A_task_without_a_place_a_blank_one_and_one_that_leaves_no_room_are_refused()
    {
        Refusals.AssertViolations(await RefuseAsync(InputType.Document, "find"), ("task", "has no place in what 'embedder' makes of such texts"));
        Refusals.AssertViolations(await RefuseAsync(InputType.Query, " \t"), ("task", "is blank"));
        Refusals.AssertViolations(await RefuseAsync(InputType.Query, string.Join(' ', Enumerable.Repeat("song", 58))), ("task", "takes 64 tokens with its template, which leaves no room for a text in the 64 of 'embedder'"));
    }

    [Fact]
    public async Task The_bundle_says_where_a_task_has_a_place_and_what_the_models_can_do()
    {
        var models = (await _service.Client.GetBundleAsync(new GetBundleRequest())).Bundle.Models;
        Assert.Equal([("encoder", "find", 32), ("causal-yes-no", "find", 0), ("multi-label", "", 0)], models.Select(x => (x.Kind, x.DefaultTask, x.Identity.Dimensions)));
        Assert.Equal(["joy", "rage", "calm", "fear", "awe"], models[2].Labels);
        Assert.Equal(["good", "bad", "odd"], models[2].Buckets);
        Assert.All(models, x => Assert.Equal("fp32", x.Precision));
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        _made.Dispose();
    }

    private async Task<IEnumerable<float>> EmbedAsync(InputType type, string task) =>
        (await _service.Client.EmbedAsync(new EmbedRequest { Texts = { "slow rain" }, InputType = type, Task = task })).Embeddings[0].Values;

    private async Task<RpcException> RefuseAsync(InputType type, string task) => await Assert.ThrowsAsync<RpcException>(() => EmbedAsync(type, task));
}
