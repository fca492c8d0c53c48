using Attune.Contracts.Embedding.V1;
using Attune.Embedding.Integration.Made;
using Attune.Graphs.Protos;
using Google.Protobuf;

namespace Attune.Embedding.Integration.Models;

/// <summary>Graphs that were exported for one length, or one batch.</summary>
public sealed class FixedShapeTests
{
    [Theory]
    [InlineData("b", 16)]
    [InlineData(4, "s")]
    [InlineData(4, 16)]
    [InlineData(1, 16)]
    public async Task Whatever_the_number_and_length_of_texts_they_become_what_can_be_worked_out(object rows, object length)
    {
        using var bundle = new TableBundle(
            new TableGraph(4, ("rain", [0, 0, 3, 4]), ("love", [1, 0, 0, 0])) { Rows = rows, Length = length },
            new TableGraph(1, ("rain", [2]), ("love", [-1])) { Rows = rows, Length = length },
            new TableGraph(3, ("rain", [1, 2, 3]), ("love", [-1, 0, 1])) { Rows = rows, Length = length });
        await using var service = await bundle.ServeAsync();
        foreach (var count in new[] { 1, 3, 4, 5, 9 })
        {
            // "rain" once, "rain love", "rain love love" and so on.
            string[] texts = [.. Enumerable.Range(0, count).Select(i => string.Join(' ', ["rain", .. Enumerable.Repeat("love", i)]))];
            var vectors = (await service.Client.EmbedAsync(Samples.Request(texts))).Embeddings;
            var scores = (await service.Client.RerankAsync(new RerankRequest { Query = "slow", Documents = { texts } })).Scores;
            var emotions = (await service.Client.EmotionsAsync(new EmotionsRequest { Texts = { texts } })).Emotions;
            for (var i = 0; i < count; i++)
            {
                var norm = MathF.Sqrt(25 + (i * i));
                Assert.Equal([i / norm, 0, 3 / norm, 4 / norm], vectors[i].Values, (x, y) => Math.Abs(x - y) < 1e-6f);
                Assert.Equal(2 - i, scores[i].RawScore);
                Assert.Equal([("joy", 1f - i), ("rage", 2f), ("calm", 3f + i)], emotions[i].Labels.Select(x => (x.Name, x.RawScore)).OrderBy(x => x.RawScore));
            }
        }
    }

    [Theory]
    [InlineData(nameof(MadeShape.BertMean))]
    [InlineData(nameof(MadeShape.RobertaCls))]
    public void Transformers_of_a_fixed_length_give_what_they_give_at_any(string shape)
    {
        using var made = new MadeBundle(MadeShape.Of(shape));
        var oracle = new Oracle(made.Read());
        string[] texts = ["rain", "happy song , loud drums and a fire on the road", "ocean night ! winter dream ? 7 8 9"];
        float[][] expected = [.. texts.Select(x => oracle.Embed(x, TextRole.Document)), .. texts.Select(x => oracle.Labels(x))];

        Fix(made, "embed.onnx", "labels.onnx");
        using var opened = new OpenedBundle(made.Read());
        using var sequences = new Attune.Embedding.Scheduling.Sequences();
        using var labels = new Attune.Embedding.Scheduling.Sequences();
        foreach (var text in texts)
        {
            opened.Encoder.Tokenize(text, TextRole.Document, null, true, sequences);
            opened.Labels.Tokenize(text, true, labels);
        }

        Assert.Equal(64, opened.Encoder.Shape.Length);
        float[][] actual = [.. OpenedBundle.Run(opened.Encoder, sequences, [0, 1, 2], 20), .. OpenedBundle.Run(opened.Labels, labels, [0, 1, 2], 20)];
        Assert.All(expected.Zip(actual), x => Assert.Equal(x.First, x.Second, (a, b) => Math.Abs(a - b) < 1e-4f));
    }

    [Fact]
    public async Task Text_beyond_the_length_is_refused_or_cut_as_everywhere()
    {
        using var bundle = new TableBundle(new TableGraph(4, ("rain", [0, 0, 3, 4])) { Length = 16 });
        await using var service = await bundle.ServeAsync();
        var text = string.Join(' ', Enumerable.Repeat("rain", 30));
        Refusals.AssertViolations(await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () => await service.Client.EmbedAsync(Samples.Request(text))), ("texts[0]", "has 32 tokens; the limit of 'encoder' is 16"));
        var request = Samples.Request(text);
        request.Truncate = true;
        var cut = Assert.Single((await service.Client.EmbedAsync(request)).Embeddings);
        Assert.Equal((16, true), (cut.Tokens, cut.Truncated));
    }

    [Fact]
    public async Task A_limit_of_more_tokens_than_the_graph_takes_ends_the_start()
    {
        using var bundle = new TableBundle(new TableGraph(4) { Length = 12 });
        await using var service = EmbeddingProcess.Start(bundle.Folder);
        Assert.Equal(1, await service.WaitForExitAsync());
        Assert.Contains("Model 'encoder': its graph was made for sequences of 12 tokens, and maxTokens is 16. Set maxTokens to at most 12", service.Output, StringComparison.Ordinal);
    }

    /// <summary>Says of graphs that were written for any length that they are for 64 tokens.</summary>
    private static void Fix(MadeBundle bundle, params string[] graphs)
    {
        foreach (var file in graphs)
        {
            var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(bundle.PathOf(file)));
            foreach (var input in model.Graph.Input)
                input.Type.TensorType.Shape.Dim[1].DimValue = 64;
            File.WriteAllBytes(bundle.PathOf(file), model.ToByteArray());
        }

        bundle.Edit(_ => { });
    }
}
