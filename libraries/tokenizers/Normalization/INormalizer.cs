namespace Attune.Tokenizers.Normalization;

/// <summary>Rewrites a text before it is split into words.</summary>
internal interface INormalizer
{
    void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work);
}
