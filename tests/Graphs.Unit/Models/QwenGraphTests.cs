using Attune.Bench.Models.Causal;
using Attune.Graphs.Inspection;
using Attune.Graphs.Unit.Running;

namespace Attune.Graphs.Unit.Models;

public sealed class QwenGraphTests
{
    private static readonly long[][] Rows = Batch.RandomRows(90, 6, 1, 13, 9);

    [Theory]
    [InlineData(HeadForm.Tied, false)]
    [InlineData(HeadForm.Untied, false)]
    [InlineData(HeadForm.Biased, false)]
    [InlineData(HeadForm.Gemm, false)]
    [InlineData(HeadForm.Tied, true)]
    [InlineData(HeadForm.FusedMatMul, true)]
    public void Its_logits_are_those_of_the_formulas(HeadForm head, bool fused)
    {
        using var folder = new ModelFolder();
        var shape = QwenShape.Tiny with { Head = head, Fused = fused };
        var oracle = new QwenOracle(shape, QwenGraph.Write(folder.Model, shape));
        var batch = new Batch(Rows);

        var logits = GraphSession.Run(folder.Model, batch, "logits");

        for (var row = 0; row < batch.Rows; row++)
            Close.Assert(oracle.LastLogits(Rows[row]), logits.Row(batch.Index(row, Rows[row].Length - 1)), 1e-5, $"row {row}:");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_text_in_two_parts_with_the_first_ones_keys_and_values_is_the_whole_text(bool fused)
    {
        using var folder = new ModelFolder();
        QwenGraph.Write(folder.Model, QwenShape.Tiny with { Fused = fused });
        using var session = new GraphSession(folder.Model);
        var text = Rows[2];
        var whole = session.Run(new Batch([text]), "logits");

        string[] present = ["present.0.key", "present.0.value", "present.1.key", "present.1.value"];
        var first = session.Run(new Batch([text[..5]]), present);
        var past = present.Zip(first).ToDictionary(x => x.First.Replace("present", "past_key_values", StringComparison.Ordinal), x => x.Second);
        var second = session.Run(new Batch([text[5..]]), ["logits"], past)[0];

        Close.Assert(whole.Row(text.Length - 1), second.Row(text.Length - 6), 1e-5);
    }

    [Fact]
    public void Padding_on_the_left_changes_nothing()
    {
        using var folder = new ModelFolder();
        QwenGraph.Write(folder.Model, QwenShape.Tiny);
        Batch right = new(Rows), left = new(Rows, left: true);
        using var session = new GraphSession(folder.Model);
        Numbers a = session.Run(right, "logits"), b = session.Run(left, "logits");
        for (var row = 0; row < Rows.Length; row++)
            Close.Assert(a.Row(right.Index(row, Rows[row].Length - 1)), b.Row(left.Index(row, Rows[row].Length - 1)), 1e-5, $"row {row}:");
    }

    [Fact]
    public void Half_precision_is_near_full_precision()
    {
        using var folder = new ModelFolder();
        QwenGraph.Write(folder.Model, QwenShape.Tiny);
        QwenGraph.Write(folder.Rewritten, QwenShape.Tiny with { Precision = ElementType.Float16 });
        var batch = new Batch(Rows);
        Numbers full = GraphSession.Run(folder.Model, batch, "logits"), half = GraphSession.Run(folder.Rewritten, batch, "logits");
        for (var row = 0; row < Rows.Length; row++)
            Close.Assert(full.Row(batch.Index(row, Rows[row].Length - 1)), half.Row(batch.Index(row, Rows[row].Length - 1)), 1e-2, $"row {row}:");
    }

    [Fact]
    public void Its_inputs_are_recognised()
    {
        using var folder = new ModelFolder();
        QwenGraph.Write(folder.Model, QwenShape.Tiny with { Precision = ElementType.Float16 });

        var graph = GraphInspection.Read(folder.Model);

        Assert.Equal(17, graph.Opset);
        Assert.Equal(
            [InputRole.InputIds, InputRole.AttentionMask, InputRole.PositionIds, InputRole.PastKeyValues, InputRole.PastKeyValues, InputRole.PastKeyValues, InputRole.PastKeyValues],
            graph.Inputs.Select(x => x.Role));
        Assert.Equal("past_key_values.1.value Float16 [batch_size, 2, past_sequence_length, 16]", graph.Inputs[^1].Tensor.ToString());
        Assert.Equal("logits Float [batch_size, sequence_length, 90]", graph.Outputs[^1].ToString());
    }
}
