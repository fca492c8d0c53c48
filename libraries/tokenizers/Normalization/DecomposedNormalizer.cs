using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>Unicode normalisation forms D and, with <paramref name="compatibility"/>, KD.</summary>
internal sealed class DecomposedNormalizer(bool compatibility) : INormalizer
{
    // Nothing below decomposes or combines.
    private const char FirstDecomposing = '\u00A0';

    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        work.Add(text.Length);
        var ordering = new CanonicalOrdering();
        Span<int> parts = stackalloc int[CompatibilityData.LongestDecomposition];
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExceptInRange('\0', (char)(FirstDecomposing - 1));
            plain = plain < 0 ? text.Length : plain;
            if (plain > 0)
            {
                ordering.EndRun(ref output, ref work);
                output.Append(text[..plain]);
                text = text[plain..];
                continue;
            }

            Rune.DecodeFromUtf16(text, out var rune, out var length);
            var count = compatibility ? CompatibilityData.Decompose(rune.Value, parts) : UnicodeData.Decompose(rune.Value, parts);
            foreach (var part in parts[..count])
                ordering.Append(part, ref output, ref work);
            text = text[length..];
        }

        ordering.EndRun(ref output, ref work);
    }
}
