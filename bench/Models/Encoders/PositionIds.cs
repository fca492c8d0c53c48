using Attune.Bench.Models.Building;
using Attune.Graphs;

namespace Attune.Bench.Models.Encoders;

internal static class PositionIds
{
    /// <summary>RoBERTa's id of padding, after which its positions start.</summary>
    private const long Padding = 1;

    /// <summary>[1, sequence] for BERT, [batch, sequence] for RoBERTa.</summary>
    public static string Write(GraphBuilder graph, EncoderShape shape, string ids)
    {
        if (shape.Family == EncoderFamily.Bert)
        {
            var length = graph.Node("Gather", [graph.Node("Shape", [ids]), graph.Whole(1)], ("axis", 0L));
            return graph.Node("Unsqueeze", [graph.Node("Range", [graph.Whole(0), length, graph.Whole(1)]), graph.List(0)]);
        }

        var real = graph.Cast(graph.Node("Not", [graph.Node("Equal", [ids, graph.Whole(Padding)])]), ElementType.Int64);
        var counted = graph.Node("Mul", [graph.Node("CumSum", [real, graph.Whole(1)]), real]);
        return graph.Node("Add", [counted, graph.Whole(Padding)]);
    }
}
