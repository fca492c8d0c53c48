using System.Runtime.InteropServices;

namespace Attune.Tokenizers.PostProcessing;

/// <summary>A part of a pair template.</summary>
/// <param name="Id">The token, where it is a special one.</param>
/// <param name="Type">The token type of its tokens.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PairPiece(PairPart Part, int Id, int Type)
{
    public static PairPiece First(int type) => new(PairPart.First, 0, type);

    public static PairPiece Second(int type) => new(PairPart.Second, 0, type);

    public static PairPiece Special(int id, int type) => new(PairPart.Special, id, type);
}
