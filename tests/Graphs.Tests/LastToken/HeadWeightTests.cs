using Attune.Graphs.Editing;
using Attune.Graphs.LastToken;
using Attune.Graphs.Protos;
using Attune.Graphs.Tests.Running;

namespace Attune.Graphs.Tests.LastToken;

public sealed class HeadWeightTests
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
        string value = "w";
        foreach (string step in chain.Split(' ', StringSplitOptions.RemoveEmptyEntries))
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

        var weight = HeadWeight.Find(GraphEditor.Open(folder.Model, "x/", 11), value, transposed: false)!;

        Assert.Equal(transposed ? (3, 2) : (2, 3), (weight.Hidden, weight.Vocabulary));
        // The columns 1 and 0 of what the product sees, row by row.
        Assert.Equal(transposed ? [4, 1, 5, 2, 6, 3] : [2, 1, 5, 4], weight.Columns([1, 0], folder.Model));
    }
}
