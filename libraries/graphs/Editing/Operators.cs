using Attune.Graphs.Protos;

namespace Attune.Graphs.Editing;

/// <summary>Operators whose form depends on the version of the operator set.</summary>
internal static class Operators
{
    public static string Cast(this GraphEditor graph, string value, ElementType type) =>
        graph.Add("Cast", [value], Attributes.Of("to", type));

    /// <summary>Puts an axis of size 1 in.</summary>
    public static string Unsqueeze(this GraphEditor graph, string value, long axis) =>
        graph.WithAxis("Unsqueeze", value, axis, asInputFrom: 13);

    /// <summary>Takes an axis of size 1 out.</summary>
    public static string Squeeze(this GraphEditor graph, string value, long axis) =>
        graph.WithAxis("Squeeze", value, axis, asInputFrom: 13);

    /// <summary>Sum over an axis, which stays with size 1.</summary>
    public static string ReduceSum(this GraphEditor graph, string value, long axis) =>
        graph.WithAxis("ReduceSum", value, axis, asInputFrom: 13);

    /// <summary>Largest over an axis, which stays with size 1.</summary>
    public static string ReduceMax(this GraphEditor graph, string value, long axis) =>
        graph.WithAxis("ReduceMax", value, axis, asInputFrom: 18);

    /// <summary>Euclidean length over an axis, which stays with size 1.</summary>
    public static string ReduceL2(this GraphEditor graph, string value, long axis) =>
        graph.WithAxis("ReduceL2", value, axis, asInputFrom: 18);

    private static string WithAxis(this GraphEditor graph, string op, string value, long axis, int asInputFrom) =>
        graph.Opset >= asInputFrom
        ? graph.Add(op, [value, graph.Constant(axis)])
        : graph.Add(op, [value], new AttributeProto { Name = "axes", Ints = { axis }, Type = 7 });
}
