using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>Removes white space at the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : INormalizer
{
    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        work.Add(text.Length);
        while (left && !text.IsEmpty && WhiteSpace.Is(text[0]))
            text = text[1..];
        while (right && !text.IsEmpty && WhiteSpace.Is(text[^1]))
            text = text[..^1];
        output.Append(text);
    }
}
