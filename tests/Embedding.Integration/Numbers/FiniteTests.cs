using Attune.Contracts.Embedding.V1;
using Attune.Embedding.Integration.Made;
using Attune.Embedding.Integration.Streaming;
using Grpc.Core;

namespace Attune.Embedding.Integration.Numbers;

/// <summary>Models that give no finite numbers for the word "fire". No other text pays for it, and nobody is given such a number.</summary>
public sealed class FiniteTests
{
    private static readonly string[] Texts = ["rain", "fire", "love"];

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public async Task A_text_without_finite_numbers_is_refused_by_name_in_every_kind_of_call(float odd)
    {
        using var bundle = Bundle(odd);
        await using var service = await bundle.ServeAsync();

        await AssertRefusedAsync("texts[1]", "encoder", service.Client.EmbedAsync(Samples.Request(Texts)).ResponseAsync);
        await AssertRefusedAsync("documents[1]", "reranker", service.Client.RerankAsync(new RerankRequest { Query = "slow", Documents = { Texts } }).ResponseAsync);
        await AssertRefusedAsync("texts[1]", "labels", service.Client.EmotionsAsync(new EmotionsRequest { Texts = { Texts } }).ResponseAsync);
        // A query is part of every pair.
        var error = await Assert.ThrowsAsync<RpcException>(async () => await service.Client.RerankAsync(new RerankRequest { Query = "fire", Documents = { "rain", "love" } }));
        Refusals.AssertViolations(error, ("documents[0]", "makes 'reranker' give NaN or an infinity"), ("documents[1]", "makes 'reranker' give NaN or an infinity"));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public async Task With_partial_results_it_alone_has_an_error_and_the_others_what_they_have_without_it(float odd)
    {
        using var bundle = Bundle(odd);
        await using var service = await bundle.ServeAsync();
        var embedded = Samples.Request(Texts);
        embedded.Partial = true;

        var vectors = (await service.Client.EmbedAsync(embedded)).Embeddings;
        Assert.Equal((await service.Client.EmbedAsync(Samples.Request("rain", "love"))).Embeddings, [vectors[0], vectors[2]]);
        AssertError("texts[1] makes 'encoder' give NaN", vectors[1].Error);
        Assert.Empty(vectors[1].Values);

        var scores = (await service.Client.RerankAsync(new RerankRequest { Query = "slow", Documents = { Texts }, Partial = true })).Scores;
        Assert.Equal((await service.Client.RerankAsync(new RerankRequest { Query = "slow", Documents = { "rain", "love" } })).Scores, [scores[0], scores[2]]);
        AssertError("documents[1] makes 'reranker' give NaN", scores[1].Error);
        Assert.False(scores[1].HasRawScore);

        var emotions = (await service.Client.EmotionsAsync(new EmotionsRequest { Texts = { Texts }, Partial = true })).Emotions;
        Assert.Equal((await service.Client.EmotionsAsync(new EmotionsRequest { Texts = { "rain", "love" } })).Emotions, [emotions[0], emotions[2]]);
        AssertError("texts[1] makes 'labels' give NaN", emotions[1].Error);
        Assert.Empty(emotions[1].Labels);

        using var stream = new StreamClient(service.Client);
        await stream.SendAsync("all", Texts);
        var answer = Assert.Single(await stream.EndAsync());
        Assert.Null(answer.Error);
        Assert.Equal([vectors[0], null, vectors[2]], answer.Results.Select(x => x.Embedding));
        Assert.Equal(((int)StatusCode.InvalidArgument, vectors[1].Error.Message), (answer.Results[1].Error.Code, answer.Results[1].Error.Message));
    }

    [Fact]
    public async Task Partial_results_go_on_without_texts_that_are_blank_or_too_long_but_not_without_a_query()
    {
        using var bundle = Bundle(float.NaN);
        await using var service = await bundle.ServeAsync();
        string[] texts = [" ", "rain", string.Join(' ', Enumerable.Repeat("love", 40)), "fire"];
        string[] problems = ["is blank", "", "has 42 tokens; the limit of 'encoder' is 16", "makes 'encoder' give NaN"];
        var request = Samples.Request(texts);
        request.Partial = true;

        var vectors = (await service.Client.EmbedAsync(request)).Embeddings;
        Assert.Equal(4, vectors.Count);
        for (var i = 0; i < texts.Length; i++)
        {
            if (i == 1)
                Assert.Equal(4, vectors[i].Values.Count);
            else
                AssertError($"texts[{i}] {problems[i]}", vectors[i].Error);
        }

        var nothing = (await service.Client.EmotionsAsync(new EmotionsRequest { Texts = { " ", "\t" }, Partial = true })).Emotions;
        Assert.All(nothing, x => Assert.NotNull(x.Error));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await service.Client.RerankAsync(new RerankRequest { Query = " ", Documents = { "rain" }, Partial = true }));
        Refusals.AssertViolations(error, ("query", "is blank"));
    }

    [Fact]
    public async Task Calls_that_share_a_batch_with_such_a_text_have_their_numbers()
    {
        using var bundle = Bundle(float.NaN);
        await using var service = await bundle.ServeAsync();
        var calls = Enumerable.Range(0, 40).Select(i => service.Client.EmbedAsync(Samples.Request(i % 4 == 0 ? "fire" : "rain")).ResponseAsync).ToArray();
        for (var i = 0; i < calls.Length; i++)
        {
            if (i % 4 == 0)
                await AssertRefusedAsync("texts[0]", "encoder", calls[i]);
            else
                Assert.Equal([0, 0, 0.6f, 0.8f], Assert.Single((await calls[i]).Embeddings).Values);
        }
    }

    [Fact]
    public async Task A_graph_that_divides_a_vector_of_zeros_by_its_length_costs_that_text_alone()
    {
        var dividing = new TableGraph(4, ("rain", [0, 0, 3, 4]))
        {
            After = (graph, sums) => graph.Node("Div", [sums, graph.Node("Sqrt", [graph.Node("ReduceSum", [graph.Node("Mul", [sums, sums]), graph.List(1)])])]),
        };
        using var bundle = new TableBundle(encoder: dividing);
        await using var service = await bundle.ServeAsync();
        var request = Samples.Request("love", "rain");
        request.Partial = true;

        var vectors = (await service.Client.EmbedAsync(request)).Embeddings;
        AssertError("texts[0] makes 'encoder' give NaN", vectors[0].Error);
        Assert.Equal([0, 0, 0.6f, 0.8f], vectors[1].Values);
    }

    [Fact]
    public async Task What_overflows_half_precision_costs_that_text_alone()
    {
        using var bundle = new TableBundle(reranker: new TableGraph(1, ("fire", [70_000]), ("rain", [60_000])) { Type = Attune.Graphs.ElementType.Float16 });
        await using var service = await bundle.ServeAsync();
        var scores = (await service.Client.RerankAsync(new RerankRequest { Query = "slow", Documents = { "fire", "rain" }, Partial = true })).Scores;
        AssertError("documents[0] makes 'reranker' give NaN", scores[0].Error);
        Assert.Equal(60_000, scores[1].RawScore);
    }

    [Fact]
    public async Task A_softmax_over_nothing_but_negative_infinities_costs_that_text_alone()
    {
        float[] never = [float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity];
        using var bundle = new TableBundle(labels: new TableGraph(3, ("fire", never)) { After = (graph, sums) => graph.Node("LogSoftmax", [sums], ("axis", 1L)) }, edit: SoftmaxOfThirds);
        await using var service = await bundle.ServeAsync();
        var emotions = (await service.Client.EmotionsAsync(new EmotionsRequest { Texts = { "rain", "fire" }, Partial = true })).Emotions;
        Assert.All(emotions[0].Labels, x => Assert.Equal(Math.Log(1 / 3.0), x.RawScore, 1e-5));
        AssertError("texts[1] makes 'labels' give NaN", emotions[1].Error);

        static void SoftmaxOfThirds(System.Text.Json.Nodes.JsonObject[] models) =>
            models[2]["golden"]![0]!["values"] = System.Text.Json.JsonSerializer.SerializeToNode(new[] { 0.25f, 0.25f, 0.25f });
    }

    [Fact]
    public async Task NaN_at_the_padding_of_a_graph_that_gives_a_vector_a_token_gets_into_no_text()
    {
        var tokens = new TableGraph(4, ("[PAD]", [float.NaN, float.NaN, float.NaN, float.NaN]), ("rain", [0, 0, 3, 4]), ("love", [5, 12, 0, 0])) { PerToken = true };
        using var bundle = new TableBundle(encoder: tokens);
        await using var service = await bundle.ServeAsync(("Scheduling__JoinPadding", "100"), ("Scheduling__LongTokens", "1000"));
        string[] texts = ["rain", "love love love love", "slow rain"];
        var together = (await service.Client.EmbedAsync(Samples.Request(texts))).Embeddings;
        AssertClose([0, 0, 0.6f, 0.8f], together[0].Values);
        AssertClose([5 / 13f, 12 / 13f, 0, 0], together[1].Values);
        AssertClose([0, 0, 0.6f, 0.8f], together[2].Values);
    }

    [Fact]
    public async Task A_vector_whose_squares_overflow_keeps_its_direction()
    {
        var tokens = new TableGraph(4, ("rain", [0, 0, 3e30f, 4e30f]), ("love", [3e-30f, 4e-30f, 0, 0])) { PerToken = true };
        using var bundle = new TableBundle(encoder: tokens);
        await using var service = await bundle.ServeAsync();
        var vectors = (await service.Client.EmbedAsync(Samples.Request("rain", "love"))).Embeddings;
        AssertClose([0, 0, 0.6f, 0.8f], vectors[0].Values);
        AssertClose([0.6f, 0.8f, 0, 0], vectors[1].Values);
    }

    [Fact]
    public async Task A_golden_pair_with_an_infinite_logit_ends_the_start_although_its_score_would_be_1()
    {
        using var bundle = new TableBundle(reranker: new TableGraph(1, ("yes", [float.PositiveInfinity])), edit: x => x[1]["golden"]![0]!["score"] = 1);
        await using var service = EmbeddingProcess.Start(bundle.Folder);
        Assert.Equal(1, await service.WaitForExitAsync());
        Assert.Contains("Model 'reranker' failed its self-test on the golden pair 'yes' and 'yes'", service.Output, StringComparison.Ordinal);
    }

    private static TableBundle Bundle(float odd) => new(
        new TableGraph(4, ("fire", [0, odd, 0, 1]), ("rain", [0, 0, 3, 4]), ("love", [0, 0, 1, 0])),
        new TableGraph(1, ("fire", [odd]), ("rain", [2]), ("love", [-1])),
        new TableGraph(3, ("fire", [0, 0, odd]), ("rain", [1, 2, 3]), ("love", [-1, 0, 1])));

    private static async Task AssertRefusedAsync(string field, string model, Task call) =>
        Refusals.AssertViolations(await Assert.ThrowsAsync<RpcException>(() => call), (field, $"makes '{model}' give NaN or an infinity"));

    private static void AssertError(string beginning, TextError error)
    {
        Assert.Equal((int)StatusCode.InvalidArgument, error.Code);
        Assert.StartsWith(beginning, error.Message, StringComparison.Ordinal);
    }

    private static void AssertClose(float[] expected, IEnumerable<float> actual) => Assert.All(expected.Zip(actual), x => Assert.Equal(x.First, x.Second, 1e-6f));
}
