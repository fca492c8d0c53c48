using Attune.Bench.Models.Building;
using Attune.Bench.Models.Causal;
using Attune.Graphs.Inspection;
using Attune.Graphs.LastToken;
using Attune.Graphs.Unit.Models;
using Attune.Graphs.Unit.Running;

namespace Attune.Graphs.Unit.LastToken;

public sealed class LastTokenColumnsRewriterTests
{
    private const string Output = LastTokenColumnsRewriter.OutputName;

    // Not in order, so that the order of the columns is seen.
    private static readonly int[] Tokens = [71, 0, 33];
    private static readonly long[][] Rows = Batch.RandomRows(90, 6, 1, 13, 9);

    public static TheoryData<HeadForm, ElementType, bool, bool> Heads()
    {
        var data = new TheoryData<HeadForm, ElementType, bool, bool>();
        foreach (var head in Enum.GetValues<HeadForm>())
        {
            foreach (var external in (bool[])[false, true])
            {
                data.Add(head, ElementType.Float, external, false);
                data.Add(head, ElementType.Float, external, true);
                // The runtime has no quantised products in half precision on a CPU.
                if (head is not HeadForm.QuantizedDynamic)
                    data.Add(head, ElementType.Float16, external, false);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Its_columns_are_those_of_the_full_logits_at_the_last_token(HeadForm head, ElementType precision, bool external, bool fused)
    {
        using var folder = new ModelFolder();
        QwenGraph.Write(folder.Model, QwenShape.Tiny with { Head = head, Precision = precision, Fused = fused }, external ? 1 : long.MaxValue);
        var batch = new Batch(Rows);
        var full = GraphSession.Run(folder.Model, batch, "logits");

        var result = LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, Tokens);

        Assert.Equal(Expected(head), result.Reduction);
        Assert.Equal(result.Reduction == HeadReduction.Columns, result.Obstacle is null);
        var few = GraphSession.Run(folder.Rewritten, batch, Output);
        Assert.Equal([4, 3], few.Shape);
        // The original rounds hidden states to half precision or to bytes before the product, the new graph does not.
        var tolerance = head == HeadForm.QuantizedDynamic ? 3e-2 : precision == ElementType.Float ? 2e-5 : 5e-3;
        for (var row = 0; row < batch.Rows; row++)
        {
            var expected = full.Row(batch.Index(row, Rows[row].Length - 1)).ToArray();
            Close.Assert([.. Tokens.Select(x => (double)expected[x])], few.Row(row), tolerance, $"row {row}:");
        }
    }

    [Theory]
    [InlineData(HeadForm.Tied, false)]
    [InlineData(HeadForm.Tied, true)]
    [InlineData(HeadForm.Untied, false)]
    [InlineData(HeadForm.Biased, false)]
    public void Its_columns_are_those_of_the_formulas(HeadForm head, bool fused)
    {
        using var folder = new ModelFolder();
        var shape = QwenShape.Tiny with { Head = head, Fused = fused };
        var oracle = new QwenOracle(shape, QwenGraph.Write(folder.Model, shape, externalFrom: 1));
        LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, Tokens);

        var few = GraphSession.Run(folder.Rewritten, new Batch(Rows), Output);

        for (var row = 0; row < Rows.Length; row++)
        {
            var expected = oracle.LastLogits(Rows[row]);
            Close.Assert([.. Tokens.Select(x => expected[x])], few.Row(row), 1e-5, $"row {row}:");
        }
    }

    [Theory]
    [InlineData(HeadForm.Tied, false)]
    [InlineData(HeadForm.Tied, true)]
    [InlineData(HeadForm.Computed, false)]
    [InlineData(HeadForm.QuantizedBlocks, true)]
    [InlineData(HeadForm.QuantizedDynamic, true)]
    public void A_row_alone_scores_as_it_does_among_longer_ones(HeadForm head, bool fused)
    {
        using var folder = new ModelFolder();
        QwenGraph.Write(folder.Model, QwenShape.Tiny with { Head = head, Fused = fused });
        LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, [71, 33]);
        using var session = new GraphSession(folder.Rewritten);

        var together = session.Run(new Batch(Rows), Output);

        for (var row = 0; row < Rows.Length; row++)
            Assert.Equal(Score(session.Run(new Batch([Rows[row]]), Output).Row(0)), Score(together.Row(row)), 1e-4);
    }

    [Fact]
    public void Padding_may_be_on_the_left()
    {
        using var folder = new ModelFolder();
        QwenGraph.Write(folder.Model, QwenShape.Tiny);
        LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, Tokens);
        using var session = new GraphSession(folder.Rewritten);
        Close.Assert(session.Run(new Batch(Rows), Output).Values, session.Run(new Batch(Rows, left: true), Output).Values, 1e-5);
    }

    [Fact]
    public void Keys_and_values_are_no_longer_given_out_and_an_own_output_matrix_is_no_longer_loaded()
    {
        using var folder = new ModelFolder();
        QwenGraph.Write(folder.Model, QwenShape.Tiny with { Head = HeadForm.Untied });

        var result = LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, Tokens);

        Assert.Equal(["present.0.key", "present.0.value", "present.1.key", "present.1.value"], result.DroppedOutputs);
        GraphInspection before = GraphInspection.Read(folder.Model), after = GraphInspection.Read(folder.Rewritten);
        Assert.Equal(["attune_columns Float [batch_size, 3]"], after.Outputs.Select(x => x.ToString()));
        Assert.Equal(before.Inputs.Select(x => x.ToString()), after.Inputs.Select(x => x.ToString()));
        long matrix = sizeof(float) * 32 * 90;
        Assert.True(new FileInfo(folder.Rewritten).Length < new FileInfo(folder.Model).Length - matrix + 4096);
    }

    [Fact]
    public void A_head_over_a_slice_of_positions_works_when_all_are_kept()
    {
        using var folder = new ModelFolder();
        using (var graph = new GraphBuilder(folder.Model))
        {
            var ids = graph.Input("input_ids", ElementType.Int64, "b", "s");
            graph.Input("attention_mask", ElementType.Int64, "b", "s");
            var keep = graph.Input("num_logits_to_keep", ElementType.Int64);
            var hidden = graph.Node("Gather", [graph.Weight("table", [100, 8], 1), ids]);
            var from = graph.Node("Unsqueeze", [graph.Node("Neg", [keep]), graph.List(0)]);
            hidden = graph.Node("Slice", [hidden, from, graph.List(long.MaxValue), graph.List(1)]);
            graph.Output(graph.Node("MatMul", [hidden, graph.Weight("head", [8, 90], 1)]), "logits", ElementType.Float, "b", "s", 90);
            graph.Save();
        }

        var batch = new Batch(Rows);
        var full = GraphSession.Run(folder.Model, batch, "logits");
        Assert.Equal(HeadReduction.Columns, LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, [5]).Reduction);
        float[] expected = [.. Rows.Select((x, row) => full.Row(batch.Index(row, x.Length - 1))[5])];
        Close.Assert(expected, GraphSession.Run(folder.Rewritten, batch, Output).Values, 1e-6);
    }

    [Fact]
    public void Logits_made_in_an_unknown_way_are_picked_from_and_the_way_is_named()
    {
        using var folder = new ModelFolder();
        using (var graph = new GraphBuilder(folder.Model))
        {
            var ids = graph.Input("input_ids", ElementType.Int64, "b", "s");
            graph.Input("attention_mask", ElementType.Int64, "b", "s");
            var hidden = graph.Node("Gather", [graph.Weight("table", [100, 8], 1), ids]);
            var capped = graph.Node("Tanh", [graph.Node("MatMul", [hidden, graph.Weight("head", [8, 90], 1)])]);
            graph.Output(capped, "logits", ElementType.Float, "b", "s", 90);
            graph.Save();
        }

        var batch = new Batch(Rows);
        var full = GraphSession.Run(folder.Model, batch, "logits");
        var result = LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, Tokens);
        Assert.Equal(HeadReduction.None, result.Reduction);
        Assert.Contains("a Tanh 'Tanh_", result.Obstacle, StringComparison.Ordinal);
        float[] expected = [.. Rows.SelectMany((x, row) => Tokens.Select(token => full.Row(batch.Index(row, x.Length - 1))[token]))];
        Assert.Equal(expected, GraphSession.Run(folder.Rewritten, batch, Output).Values);
    }

    [Fact]
    public void Graphs_and_tokens_that_do_not_fit_are_refused()
    {
        using var folder = new ModelFolder();
        QwenGraph.Write(folder.Model, QwenShape.Tiny);
        AssertRefused(folder, [90], "logits", "logits Float [batch_size, sequence_length, 90]; of the tokens 90 not all have a logit");
        AssertRefused(folder, [-1], "logits", "of the tokens -1");
        AssertRefused(folder, [1], "scores", "has no output 'scores'; it has present.0.key");
        AssertRefused(folder, [1], "present.0.key", "present.0.key Float [batch_size, 2, total_sequence_length, 16]; needed are");
        Assert.Throws<ArgumentOutOfRangeException>(() => LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, []));
    }

    [Fact]
    public void Logits_of_the_last_position_alone_are_refused()
    {
        using var folder = new ModelFolder();
        using (var graph = new GraphBuilder(folder.Model))
        {
            var ids = graph.Input("input_ids", ElementType.Int64, "b", "s");
            graph.Input("attention_mask", ElementType.Int64, "b", "s");
            var last = graph.Node("Slice", [graph.Node("Gather", [graph.Weight("table", [100, 90], 1), ids]), graph.List(-1), graph.List(long.MaxValue), graph.List(1)]);
            graph.Output(last, "logits", ElementType.Float, "b", 1, 90);
            graph.Save();
        }

        AssertRefused(folder, [1], "logits", "the last position only");
    }

    [Fact]
    public void A_missing_or_short_file_of_weights_is_named()
    {
        using var folder = new ModelFolder();
        QwenGraph.Write(folder.Model, QwenShape.Tiny with { Head = HeadForm.Untied }, externalFrom: 1);
        using (var data = File.OpenWrite(folder.PathOf("model.onnx.data")))
            data.SetLength(100);
        AssertRefused(folder, [1], "logits", "tensor 'lm_head' reaches beyond the end of model.onnx.data");
        File.Delete(folder.PathOf("model.onnx.data"));
        AssertRefused(folder, [1], "logits", "tensor 'lm_head' is in model.onnx.data, which is not beside the model");
    }

    private static HeadReduction Expected(HeadForm head) => head switch
    {
        HeadForm.Computed or HeadForm.ScaledGemm => HeadReduction.LastPosition,
        _ => HeadReduction.Columns,
    };

    private static double Score(ReadOnlySpan<float> logits) => 1 / (1 + Math.Exp(logits[0] - logits[1]));

    private static void AssertRefused(ModelFolder folder, int[] tokens, string logits, string message)
    {
        var error = Assert.Throws<GraphFormatException>(() => LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, tokens, logits));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Rewritten));
    }
}
