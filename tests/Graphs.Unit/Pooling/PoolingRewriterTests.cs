using Attune.Bench.Models.Building;
using Attune.Bench.Models.Encoders;
using Attune.Graphs.Inspection;
using Attune.Graphs.Pooling;
using Attune.Graphs.Unit.Running;

namespace Attune.Graphs.Unit.Pooling;

public sealed class PoolingRewriterTests
{
    private static readonly long[][] Rows = Batch.RandomRows(100, 5, 1, 17, 9);

    public static TheoryData<EncoderFamily, bool, ElementType, PoolingKind, bool> Encoders()
    {
        var data = new TheoryData<EncoderFamily, bool, ElementType, PoolingKind, bool>();
        foreach (var family in Enum.GetValues<EncoderFamily>())
        {
            foreach (var pooling in Enum.GetValues<PoolingKind>())
            {
                data.Add(family, false, ElementType.Float, pooling, true);
                data.Add(family, false, ElementType.Float, pooling, false);
                data.Add(family, false, ElementType.Float16, pooling, true);
                data.Add(family, true, ElementType.Float, pooling, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Pooling_in_the_graph_is_pooling_what_the_graph_gave(EncoderFamily family, bool fused, ElementType precision, PoolingKind pooling, bool normalize)
    {
        using var folder = new ModelFolder();
        var shape = EncoderShape.MiniLm.Tiny() with { Family = family, Fused = fused, Precision = precision };
        EncoderGraph.Write(folder.Model, shape, externalFrom: 1024);
        var batch = new Batch(Rows, padding: 1);
        var tokens = GraphSession.Run(folder.Model, batch, "last_hidden_state");

        var result = PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, pooling, normalize);

        Assert.Equal(new PooledGraph("last_hidden_state", 32), result);
        var pooled = GraphSession.Run(folder.Rewritten, batch, PoolingRewriter.OutputName);
        Assert.Equal([4, 32], pooled.Shape);
        for (var row = 0; row < batch.Rows; row++)
            Close.Assert(PoolingOracle.Pool(tokens, batch, row, pooling, normalize), pooled.Row(row), 2e-6, $"row {row}:");
    }

    [Theory]
    [InlineData(EncoderFamily.Bert, false)]
    [InlineData(EncoderFamily.Bert, true)]
    [InlineData(EncoderFamily.Roberta, false)]
    [InlineData(EncoderFamily.Roberta, true)]
    public void A_text_alone_gets_the_vector_that_it_gets_between_longer_ones(EncoderFamily family, bool fused)
    {
        using var folder = new ModelFolder();
        EncoderGraph.Write(folder.Model, EncoderShape.MiniLm.Tiny() with { Family = family, Fused = fused });
        PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, PoolingKind.Mean, normalize: true);

        using var session = new GraphSession(folder.Rewritten);
        var together = session.Run(new Batch(Rows, padding: 1), PoolingRewriter.OutputName);
        for (var row = 0; row < Rows.Length; row++)
            Close.Assert(session.Run(new Batch([Rows[row]]), PoolingRewriter.OutputName).Row(0), together.Row(row), 1e-5, $"row {row}:");
    }

    [Theory]
    [InlineData(PoolingKind.Mean)]
    [InlineData(PoolingKind.Last)]
    public void Padding_may_be_on_the_left(PoolingKind pooling)
    {
        using var folder = new ModelFolder();
        StaticEmbedder.Write(folder.Model, 100, 8);
        PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, pooling, normalize: false);

        var right = GraphSession.Run(folder.Rewritten, new Batch(Rows), PoolingRewriter.OutputName);
        var left = GraphSession.Run(folder.Rewritten, new Batch(Rows, left: true), PoolingRewriter.OutputName);
        Close.Assert(right.Values, left.Values, 1e-6);
    }

    [Theory]
    [InlineData(11, PoolingKind.Mean, ElementType.Int64)]
    [InlineData(11, PoolingKind.Cls, ElementType.Int64)]
    [InlineData(12, PoolingKind.Last, ElementType.Int64)]
    [InlineData(13, PoolingKind.Mean, ElementType.Int32)]
    [InlineData(13, PoolingKind.Last, ElementType.Int32)]
    [InlineData(17, PoolingKind.Last, ElementType.Bool)]
    [InlineData(18, PoolingKind.Mean, ElementType.Float)]
    [InlineData(18, PoolingKind.Last, ElementType.Float)]
    [InlineData(23, PoolingKind.Mean, ElementType.Bool)]
    [InlineData(23, PoolingKind.Last, ElementType.Int64)]
    public void Old_and_new_operators_and_every_type_of_mask_work(int opset, PoolingKind pooling, ElementType mask)
    {
        using var folder = new ModelFolder();
        Table(folder.Model, opset, mask);
        var batch = new Batch(Rows);
        var tokens = GraphSession.Run(folder.Model, batch, "token_embeddings");

        PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, pooling, normalize: true);

        var pooled = GraphSession.Run(folder.Rewritten, batch, PoolingRewriter.OutputName);
        for (var row = 0; row < batch.Rows; row++)
            Close.Assert(PoolingOracle.Pool(tokens, batch, row, pooling, normalize: true), pooled.Row(row), 2e-6, $"row {row}:");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_row_of_padding_alone_gives_zeros(bool normalize)
    {
        using var folder = new ModelFolder();
        StaticEmbedder.Write(folder.Model, 100, 8);
        PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, PoolingKind.Mean, normalize);
        var batch = new Batch(Rows);
        batch.Mask.AsSpan(0, batch.Length).Clear();

        Assert.All(GraphSession.Run(folder.Rewritten, batch, PoolingRewriter.OutputName).Row(0).ToArray(), x => Assert.Equal(0, x));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(17)]
    public void NaN_at_padding_gets_into_no_mean(int opset)
    {
        using var folder = new ModelFolder();
        // Token 0, which is what rows are padded with, has no number at all; token i is i, 2i.
        using (var graph = new GraphBuilder(folder.Model, opset: opset))
        {
            var ids = graph.Input("input_ids", ElementType.Int64, "b", "s");
            graph.Input("attention_mask", ElementType.Int64, "b", "s");
            var table = graph.Tensor("table", ElementType.Float, [100, 2], static (from, to) =>
            {
                for (var i = 0; i < to.Length; i++)
                    to[i] = from + i < 2 ? float.NaN : ((from + i) / 2) * (1 + ((from + i) % 2));
            });
            graph.Output(graph.Node("Gather", [table, ids]), "token_embeddings", ElementType.Float, "b", "s", 2);
            graph.Save();
        }

        PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, PoolingKind.Mean, normalize: false);

        var pooled = GraphSession.Run(folder.Rewritten, new Batch([[3], [5, 7, 9, 11]], padding: 0), PoolingRewriter.OutputName);
        Assert.Equal([3, 6], pooled.Row(0).ToArray());
        Assert.Equal([8, 16], pooled.Row(1).ToArray());
    }

    [Fact]
    public void The_new_graph_refers_to_the_external_data_of_the_old_one()
    {
        using var folder = new ModelFolder();
        EncoderGraph.Write(folder.Model, EncoderShape.MiniLm.Tiny(), externalFrom: 256);
        PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, PoolingKind.Mean, normalize: true);

        Assert.Equal(["model.onnx", "model.onnx.data", "rewritten.onnx"], folder.Files.Order());
        Assert.True(new FileInfo(folder.Rewritten).Length < new FileInfo(folder.Model).Length + 4096);
        File.Delete(folder.Model);
        GraphSession.Run(folder.Rewritten, new Batch(Rows), PoolingRewriter.OutputName);
    }

    [Fact]
    public void Other_outputs_go_with_what_only_they_needed_and_inputs_stay()
    {
        using var folder = new ModelFolder();
        using (var graph = new GraphBuilder(folder.Model))
        {
            var ids = graph.Input("input_ids", ElementType.Int64, "b", "s");
            graph.Input("attention_mask", ElementType.Int64, "b", "s");
            graph.Input("token_type_ids", ElementType.Int64, "b", "s");
            var tokens = graph.Node("Gather", [graph.Weight("table", [100, 8], 1), ids]);
            graph.Output(tokens, "last_hidden_state", ElementType.Float, "b", "s", 8);
            graph.Output(graph.Linear(tokens, "unused", 8, 50_000), "mlm", ElementType.Float, "b", "s", 50_000);
            graph.Save();
        }

        PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, PoolingKind.Mean, normalize: true);

        var inspection = GraphInspection.Read(folder.Rewritten);
        Assert.Equal(["attune_pooled Float [b, 8]"], inspection.Outputs.Select(x => x.ToString()));
        Assert.Equal(["input_ids", "attention_mask", "token_type_ids"], inspection.Inputs.Select(x => x.Name));
        Assert.True(new FileInfo(folder.Rewritten).Length < 10_000);
        GraphSession.Run(folder.Rewritten, new Batch(Rows), PoolingRewriter.OutputName);
    }

    [Fact]
    public void A_graph_that_pools_itself_is_refused()
    {
        using var folder = new ModelFolder();
        EncoderGraph.Write(folder.Model, EncoderShape.CrossEncoder.Tiny());

        AssertRefused(folder, PoolingKind.Mean, null, "has no output that could be pooled", "logits Float [batch_size, 1]");
        AssertRefused(folder, PoolingKind.Mean, "logits", "gives logits Float [batch_size, 1]", "[batch, sequence, dimensions]");
        AssertRefused(folder, PoolingKind.Mean, "hidden", "has no output 'hidden'; it has logits");
    }

    [Fact]
    public void A_graph_without_a_mask_is_refused_unless_the_first_token_is_taken()
    {
        using var folder = new ModelFolder();
        using (var graph = new GraphBuilder(folder.Model))
        {
            var ids = graph.Input("input_ids", ElementType.Int64, "b", "s");
            graph.Output(graph.Node("Gather", [graph.Weight("table", [100, 8], 1), ids]), "x", ElementType.Float, "b", "s", 8);
            graph.Save();
        }

        AssertRefused(folder, PoolingKind.Mean, null, "takes no 'attention_mask'");
        AssertRefused(folder, PoolingKind.Last, null, "takes no 'attention_mask'");
        Assert.Equal("x", PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, PoolingKind.Cls, normalize: false).TokenOutput);
    }

    [Fact]
    public void Operators_that_are_too_old_are_refused()
    {
        using var folder = new ModelFolder();
        Table(folder.Model, 11, ElementType.Int64);
        AssertRefused(folder, PoolingKind.Last, null, "version 11; version 12 or later is needed");
    }

    [Theory]
    [InlineData("not a model, just text")]
    [InlineData("")]
    [InlineData("{\"version\": 1}")]
    public void A_file_that_is_no_model_is_refused(string content)
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.Model, content);
        AssertRefused(folder, PoolingKind.Mean, null, folder.Model);
        Assert.Throws<GraphFormatException>(() => GraphInspection.Read(folder.Model));
    }

    [Fact]
    public void A_target_elsewhere_or_the_source_itself_is_refused()
    {
        using var folder = new ModelFolder();
        StaticEmbedder.Write(folder.Model, 100, 8);
        Assert.Throws<ArgumentException>(() => PoolingRewriter.Rewrite(folder.Model, folder.Model, PoolingKind.Mean, true));
        Assert.Throws<ArgumentException>(() => PoolingRewriter.Rewrite(folder.Model, Path.Combine(Path.GetTempPath(), "x.onnx"), PoolingKind.Mean, true));
    }

    private static void AssertRefused(ModelFolder folder, PoolingKind pooling, string? output, params string[] parts)
    {
        var error = Assert.Throws<GraphFormatException>(() => PoolingRewriter.Rewrite(folder.Model, folder.Rewritten, pooling, normalize: true, output));
        Assert.All(parts, x => Assert.Contains(x, error.Message, StringComparison.Ordinal));
        Assert.False(File.Exists(folder.Rewritten));
    }

    private static void Table(string path, int opset, ElementType mask)
    {
        using var graph = new GraphBuilder(path, opset: opset);
        var ids = graph.Input("input_ids", ElementType.Int64, "b", "s");
        graph.Input("attention_mask", mask, "b", "s");
        graph.Output(graph.Node("Gather", [graph.Weight("table", [100, 8], 1), ids]), "token_embeddings", ElementType.Float, "b", "s", 8);
        graph.Save();
    }
}
