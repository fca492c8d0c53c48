using Attune.Bench.Models.Building;
using Attune.Graphs.Editing;
using Attune.Graphs.Files;
using Attune.Graphs.LastToken;
using Attune.Graphs.Protos;
using Attune.Graphs.Unit.Running;

namespace Attune.Graphs.Unit.LastToken;

public sealed class HeadMatrixTests
{
    public static TheoryData<string, bool> Chains() => new()
    {
        { "", false },
        { "Identity", false },
        { "Cast", false },
        { "Constant", false },
        { "Transpose", true },
        { "Transpose Cast Identity", true },
        { "Transpose Transpose", false },
        { "Transpose:same", false },
        { "Transpose:default", true },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void A_matrix_is_found_through_what_exporters_put_between(string chain, bool transposed)
    {
        using var folder = new ModelFolder();
        // 2 × 3: 1 2 3 / 4 5 6.
        var matrix = new TensorProto { Name = "w", DataType = 1, Dims = { 2, 3 }, FloatData = { 1, 2, 3, 4, 5, 6 } };
        var graph = new GraphProto();
        var value = "w";
        foreach (var step in chain.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var node = new NodeProto { OpType = step.Split(':')[0], Output = { $"v{graph.Node.Count}" } };
            switch (step)
            {
                case "Constant": node.Attribute.Add(new AttributeProto { Name = "value", T = matrix, Type = 4 }); break;
                case "Transpose": node.Attribute.Add(Attributes.Of("perm", 1, 0)); break;
                case "Transpose:same": node.Attribute.Add(Attributes.Of("perm", 0, 1)); break;
                case "Cast": node.Attribute.Add(Attributes.Of("to", ElementType.Float)); break;
            }

            if (step != "Constant")
                node.Input.Add(value);
            value = node.Output[0];
            graph.Node.Add(node);
        }

        if (chain != "Constant")
            graph.Initializer.Add(matrix);
        OnnxFile.Write(folder.Model, new ModelProto { Graph = graph, OpsetImport = { new OperatorSetIdProto { Version = 17 } } });

        var weight = HeadMatrix.ForProduct(GraphEditor.Open(folder.Model, "x/", 11), new NodeProto { OpType = "MatMul", Input = { "h", value } })!;

        Assert.Equal(transposed ? (3, 2) : (2, 3), (weight.Hidden, weight.Vocabulary));
        // The columns 1 and 0 of what the product sees, row by row.
        Assert.Equal(transposed ? [4, 1, 5, 2, 6, 3] : [2, 1, 5, 4], weight.Columns([1, 0], folder.Model));
    }

    [Theory]
    [InlineData(8, false, 64)]
    [InlineData(8, true, 64)]
    [InlineData(4, false, 64)]
    [InlineData(4, true, 64)]
    [InlineData(4, true, 80)]
    [InlineData(4, true, 96)]
    [InlineData(8, true, 80)]
    [InlineData(2, true, 64)]
    public void Columns_of_blocks_are_those_with_which_the_runtime_multiplies(int bits, bool zeros, int hidden)
    {
        const int vocabulary = 20, block = 32;
        var blocks = (hidden + block - 1) / block;
        var random = new Random(3);
        using var folder = new ModelFolder();
        using (var graph = new GraphBuilder(folder.Model))
        {
            var ids = graph.Input("input_ids", ElementType.Int64, "b", "s");
            graph.Input("attention_mask", ElementType.Int64, "b", "s");
            // Token i is the unit vector i: its logits are row i of the matrix.
            var units = graph.Tensor("units", ElementType.Float, [hidden, hidden], (first, values) =>
            {
                for (var i = 0; i < values.Length; i++)
                    values[i] = (first + i) % (hidden + 1) == 0 ? 1 : 0;
            });
            string[] inputs =
            [
                graph.Node("Gather", [units, ids]),
                graph.Bytes("bytes", [vocabulary, blocks, block * bits / 8], Bytes(random, vocabulary * blocks * block * bits / 8)),
                graph.Weight("scales", [vocabulary * blocks], 0.1f, 1),
            ];
            if (zeros)
                inputs = [.. inputs, graph.Bytes("zeros", [vocabulary * (((blocks * bits) + 7) / 8)], Bytes(random, vocabulary * (((blocks * bits) + 7) / 8)))];
            var logits = graph.MicrosoftNode("MatMulNBits", inputs, ("K", (long)hidden), ("N", (long)vocabulary), ("bits", (long)bits), ("block_size", (long)block));
            graph.Output(logits, "logits", ElementType.Float, "b", "s", vocabulary);
            graph.Save();
        }

        int[] tokens = [.. Enumerable.Range(0, vocabulary).Reverse()];
        var result = LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, tokens);

        Assert.Equal(HeadReduction.Columns, result.Reduction);
        var batch = new Batch([.. Enumerable.Range(0, hidden).Select(x => new long[] { x })]);
        var expected = GraphSession.Run(folder.Model, batch, "logits");
        var columns = GraphSession.Run(folder.Rewritten, batch, LastTokenColumnsRewriter.OutputName);
        for (var row = 0; row < hidden; row++)
            Close.Assert([.. expected.Row(row).ToArray().Select(x => (double)x).Reverse()], columns.Row(row), 1e-5, $"row {row}:");
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, true)]
    [InlineData(true, true, false)]
    public void Columns_of_bytes_are_those_that_the_runtime_dequantises(bool transposed, bool perToken, bool negative)
    {
        const int vocabulary = 20, hidden = 16;
        var random = new Random(3);
        using var folder = new ModelFolder();
        long several = perToken ? vocabulary : 1;
        using (var graph = new GraphBuilder(folder.Model))
        {
            var ids = graph.Input("input_ids", ElementType.Int64, "b", "s");
            graph.Input("attention_mask", ElementType.Int64, "b", "s");
            long[] shape = transposed ? [vocabulary, hidden] : [hidden, vocabulary], scales = perToken ? [several] : [];
            var bytes = graph.Bytes("bytes", shape, Bytes(random, vocabulary * hidden), negative);
            var matrix = graph.Node(
                "DequantizeLinear", [bytes, graph.Weight("scales", scales, 0.1f, 1), graph.Bytes("zeros", scales, Bytes(random, (int)several), negative)], ("axis", transposed ? 0L : 1L));
            var states = graph.Node("Gather", [graph.Weight("table", [90, hidden], 1), ids]);
            graph.Output(graph.Node("MatMul", [states, transposed ? graph.Node("Transpose", [matrix]) : matrix]), "logits", ElementType.Float, "b", "s", vocabulary);
            graph.Save();
        }

        Assert.Equal(HeadReduction.Columns, LastTokenColumnsRewriter.Rewrite(folder.Model, folder.Rewritten, [7, 0, 19]).Reduction);
        var batch = new Batch(Batch.RandomRows(90, 1, 1, 1));
        // The runtime's optimiser makes MatMulNBits of this, with hidden states as bytes; it even ends the process over a transposed matrix.
        var full = GraphSession.Run(folder.Model, batch, "logits", literal: true);
        double[] expected = [.. Enumerable.Range(0, 3).SelectMany(x => (double[])[full.Row(x)[7], full.Row(x)[0], full.Row(x)[19]])];
        Close.Assert(expected, GraphSession.Run(folder.Rewritten, batch, LastTokenColumnsRewriter.OutputName).Values, 1e-5);
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
