using System.Runtime.InteropServices;
using Attune.Graphs.Inspection;

namespace Attune.Embedding.Graphs;

/// <summary>The batches that a graph was made for.</summary>
/// <param name="Rows">Sequences in one; null: any number.</param>
/// <param name="Length">Tokens of each, padding included; null: any number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GraphShape(int? Rows, int? Length)
{
    /// <summary>Any batch will do.</summary>
    public bool IsFree => Rows is null && Length is null;

    /// <summary>That of its token ids; other inputs of one number a token have the same.</summary>
    public static GraphShape Of(GraphInspection graph) =>
        graph.Inputs.FirstOrDefault(x => x.Role == InputRole.InputIds)?.Tensor.Shape is [var rows, var length]
            ? new(SizeOf(rows), SizeOf(length))
            : default;

    private static int? SizeOf(GraphDimension dimension) => dimension.Size is > 0 and <= int.MaxValue and var size ? (int)size : null;
}
