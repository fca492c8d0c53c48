using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>The full lower-case mapping of each code point by itself: a sigma that ends a word stays an ordinary one.</summary>
internal sealed class LowercaseNormalizer : INormalizer
{
    private const int CapitalDottedI = 0x130, CombiningDot = 0x307;

    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf16(text, out var rune, out int length);
            output.AppendCodePoint(UnicodeData.ToLower(rune.Value));
            if (rune.Value == CapitalDottedI)
                output.AppendCodePoint(CombiningDot);
            text = text[length..];
        }
    }
}
