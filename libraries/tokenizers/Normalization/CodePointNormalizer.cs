namespace Attune.Tokenizers.Normalization;

/// <summary>Replaces each code point by one other, or drops it.</summary>
/// <param name="replacementOf">The code point itself where it stays, <see cref="Dropped"/> where it goes.</param>
internal sealed class CodePointNormalizer(Func<int, int> replacementOf) : INormalizer
{
    public const int Dropped = -1;

    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        work.Add(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var replacement = replacementOf(rune.Value);
            if (replacement != Dropped)
                output.AppendCodePoint(replacement);
        }
    }
}
