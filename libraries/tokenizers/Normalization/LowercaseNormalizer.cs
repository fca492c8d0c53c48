using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

internal sealed class LowercaseNormalizer : INormalizer
{
    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        work.Add(text.Length);
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf16(text, out var rune, out var length);
            LowerCase.Append(rune.Value, ref output);
            text = text[length..];
        }
    }
}
