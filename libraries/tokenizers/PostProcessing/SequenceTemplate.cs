namespace Attune.Tokenizers.PostProcessing;

/// <summary>The special tokens around a single text.</summary>
internal sealed record SequenceTemplate(int[] Prefix, int[] Suffix)
{
    public static SequenceTemplate None { get; } = new([], []);

    public int Count => Prefix.Length + Suffix.Length;
}
