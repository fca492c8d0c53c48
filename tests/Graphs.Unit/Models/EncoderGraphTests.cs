using Attune.Bench.Models.Encoders;
using Attune.Graphs.Unit.Running;

namespace Attune.Graphs.Unit.Models;

public sealed class EncoderGraphTests
{
    private static readonly long[][] Rows = Batch.RandomRows(100, 7, 1, 12);

    [Theory]
    [InlineData(EncoderFamily.Bert, 0)]
    [InlineData(EncoderFamily.Bert, 1)]
    [InlineData(EncoderFamily.Roberta, 0)]
    [InlineData(EncoderFamily.Roberta, 28)]
    public void Fused_and_plain_operators_give_the_same(EncoderFamily family, int labels)
    {
        using var folder = new ModelFolder();
        var shape = EncoderShape.MiniLm.Tiny() with { Family = family, Labels = labels };
        EncoderGraph.Write(folder.Model, shape);
        EncoderGraph.Write(folder.Rewritten, shape with { Fused = true });
        var batch = new Batch(Rows, padding: 1);

        var output = labels == 0 ? "last_hidden_state" : "logits";
        Numbers plain = GraphSession.Run(folder.Model, batch, output), fused = GraphSession.Run(folder.Rewritten, batch, output);

        Assert.Equal(labels == 0 ? [3, 12, 32] : [3, labels], plain.Shape);
        Assert.Equal(plain.Shape, fused.Shape);
        int[] real = labels > 0 ? [0, 1, 2] : [.. Rows.SelectMany((x, row) => x.Select((_, i) => batch.Index(row, i)))];
        foreach (var index in real)
            Close.Assert(plain.Row(index), fused.Row(index), 1e-5, $"row {index}:");
    }

    [Fact]
    public void Token_types_and_order_matter()
    {
        using var folder = new ModelFolder();
        EncoderGraph.Write(folder.Model, EncoderShape.CrossEncoder.Tiny());
        using var session = new GraphSession(folder.Model);
        var batch = new Batch([Rows[0]]);
        float[] scores = [.. Once(), .. Changed(() => batch.Types.AsSpan().Clear()), .. Changed(() => Array.Reverse(batch.Ids))];
        Assert.Equal(3, scores.Distinct().Count());

        float[] Once() => session.Run(batch, "logits").Values;

        float[] Changed(Action change)
        {
            change();
            return Once();
        }
    }

    [Fact]
    public void External_and_embedded_weights_give_the_same()
    {
        using var folder = new ModelFolder();
        EncoderGraph.Write(folder.Model, EncoderShape.GoEmotions.Tiny());
        EncoderGraph.Write(folder.Rewritten, EncoderShape.GoEmotions.Tiny(), externalFrom: 1);
        var batch = new Batch(Rows, padding: 1);
        Assert.Equal(GraphSession.Run(folder.Model, batch, "logits").Values, GraphSession.Run(folder.Rewritten, batch, "logits").Values);
    }
}
