using System.Text.Json;
using Attune.Bench.Models.Building;
using Attune.Bench.Models.Causal;
using Attune.Contracts.Embedding.V1;
using Attune.Embedding.Integration.Streaming;
using Attune.Graphs;
using Grpc.Core;

namespace Attune.Embedding.Integration.Models;

/// <summary>A graph that fails on some tokens, because it has fewer vectors than its tokenizer has entries.</summary>
public sealed class FailingGraphTests
{
    // The tokenizer's id of the digit 9 is 81.
    private const string Failing = "9";

    [Fact]
    public async Task A_batch_that_fails_on_the_device_fails_its_calls_and_no_others()
    {
        using var made = new MadeBundle(MadeShape.BertMean with { Vocabulary = 80 });
        await using var service = await EmbeddingProcess.Start(made.Folder, ("Scheduling__BatchRows", "1")).ServeAsync();
        var calls = Enumerable.Range(0, 20).Select(i => service.Client.EmbedAsync(Samples.Request(i % 2 == 0 ? "rain" : Failing)).ResponseAsync).ToArray();
        for (var i = 0; i < calls.Length; i++)
        {
            if (i % 2 == 0)
                Assert.Single((await calls[i]).Embeddings);
            else
                Assert.Equal(StatusCode.Internal, (await Assert.ThrowsAsync<RpcException>(() => calls[i])).StatusCode);
        }
    }

    [Fact]
    public async Task A_message_of_a_stream_that_fails_on_the_device_is_told_so_and_the_stream_goes_on()
    {
        using var made = new MadeBundle(MadeShape.BertMean with { Vocabulary = 80 });
        await using var service = await EmbeddingProcess.Start(made.Folder, ("Scheduling__BatchRows", "1")).ServeAsync();
        using var stream = new StreamClient(service.Client);
        foreach (var text in new[] { "rain", Failing, "love" })
            await stream.SendAsync(text, text);
        var answers = (await stream.EndAsync()).ToDictionary(x => x.CorrelationId, StringComparer.Ordinal);

        Assert.Equal(3, answers.Count);
        Assert.Equal((int)StatusCode.Internal, answers[Failing].Error.Code);
        Assert.DoesNotContain("Gather", answers[Failing].Error.Message, StringComparison.Ordinal);
        Assert.Contains("Gather", service.Output, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(answers["rain"].Results).Embedding);
        Assert.NotNull(Assert.Single(answers["love"].Results).Embedding);
    }

    [Fact]
    public async Task A_head_that_cannot_be_reduced_serves_and_is_told_of()
    {
        using var made = new MadeBundle(MadeShape.BertLast with { Head = HeadForm.Computed });
        await using var service = await EmbeddingProcess.Start(made.Folder).ServeAsync();
        Assert.InRange((await service.Client.RerankAsync(new RerankRequest { Query = "rain", Documents = { "jazz" } })).Scores[0].Score, 0, 1);
        Assert.Contains("Model 'reranker' is slower than it could be: it computes the logits of the whole vocabulary at the last token, for ", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_that_does_not_heed_the_mask_ends_the_start_although_each_text_alone_is_right()
    {
        using var made = new MadeBundle(MadeShape.BertMean);
        using (var graph = new GraphBuilder(made.PathOf("embed.onnx")))
        {
            var ids = graph.Input("input_ids", ElementType.Int64, "b", "s");
            graph.Input("attention_mask", ElementType.Int64, "b", "s");
            var tokens = graph.Node("Gather", [graph.Weight("table", [100, 32], 1), ids]);
            graph.Output(graph.Node("ReduceMean", [tokens], ("axes", new long[] { 1 }), ("keepdims", 0L)), "pooled", ElementType.Float, "b", 32);
            graph.Save();
        }

        made.Edit(x => x["models"]![0]!["output"] = "pooled");
        var oracle = new Oracle(made.Read());
        made.Edit(x =>
        {
            foreach (var golden in x["models"]![0]!["golden"]!.AsArray())
                golden!["values"] = JsonSerializer.SerializeToNode(oracle.Embed(golden["text"]!.GetValue<string>(), TextRole.Document));
        });
        await using var service = EmbeddingProcess.Start(made.Folder);
        Assert.Equal(1, await service.WaitForExitAsync());
        Assert.Contains("Model 'embedder' failed its self-test: a golden text alone and in a batch with the others becomes different numbers.", service.Output, StringComparison.Ordinal);
    }
}
