namespace Attune.Tokenizers.PostProcessing;

/// <summary>How two texts are joined: special tokens and the tokens of each text once, in order.</summary>
internal sealed record PairTemplate(params PairPiece[] Pieces)
{
    /// <summary>One behind the other, told apart by their types alone.</summary>
    public static PairTemplate Concatenation { get; } = new(PairPiece.First(0), PairPiece.Second(1));

    public int SpecialTokenCount { get; } = Pieces.Count(x => x.Part == PairPart.Special);
}
