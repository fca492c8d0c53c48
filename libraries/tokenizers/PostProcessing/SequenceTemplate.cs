namespace Attune.Tokenizers.PostProcessing;

/// <summary>The special tokens around a single text, and how two texts are joined.</summary>
internal sealed record SequenceTemplate(int[] Prefix, int[] Suffix, PairTemplate Pair)
{
    public static SequenceTemplate None { get; } = new([], [], PairTemplate.Concatenation);

    public int Count => Prefix.Length + Suffix.Length;
}
