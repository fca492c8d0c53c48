namespace Attune.Graphs.Inspection;

/// <summary>An input or an output of a graph.</summary>
/// <param name="Name">As the session is asked for it.</param>
/// <param name="Type">What it is made of.</param>
/// <param name="Shape">Its axes, none for a scalar; null where even their number is unknown.</param>
public sealed record GraphTensor(string Name, ElementType Type, IReadOnlyList<GraphDimension>? Shape)
{
    public override string ToString() => $"{Name} {Type}{(Shape is null ? "" : $" [{string.Join(", ", Shape)}]")}";
}
