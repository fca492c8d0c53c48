using Attune.Graphs.Protos;

namespace Attune.Graphs.Editing;

/// <summary>Takes the vector at the last real token of every row.</summary>
internal static class LastPosition
{
    /// <summary>GatherND needs its batch_dims.</summary>
    public const int MinimumOpset = 12;

    /// <summary>
    /// [batch, sequence, width] → [batch, width]. The last position is the last one whose mask is not 0, so padding may be on either
    /// side. Values are picked and not multiplied by 0 or 1: at padding some kernels leave whatever memory held, and 0 × NaN is NaN.
    /// </summary>
    public static string AtLastPosition(this GraphEditor graph, string values, string mask)
    {
        var present = graph.Cast(graph.Cast(mask, ElementType.Bool), ElementType.Int64);
        var length = graph.Add("Gather", [graph.Add("Shape", [present]), graph.Scalar(1)], Attributes.Of("axis", 0L));
        var one = graph.Scalar(1);
        var positions = graph.Add("Range", [one, graph.Add("Add", [length, one]), one]);
        // From 1, so that a masked position (0) never wins; a row of padding alone ends at -1, its last position.
        var last = graph.Add("Sub", [graph.ReduceMax(graph.Add("Mul", [present, positions]), 1), one]);
        return graph.Add("GatherND", [values, last], Attributes.Of("batch_dims", 1L));
    }
}
