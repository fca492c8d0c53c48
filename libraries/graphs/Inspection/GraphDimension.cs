namespace Attune.Graphs.Inspection;

/// <summary>One axis of a tensor: a fixed size, or a name for what differs from run to run, or neither.</summary>
public readonly record struct GraphDimension(long? Size, string? Name)
{
    public override string ToString() => Size?.ToString() ?? Name ?? "?";
}
