using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>
/// BERT's normaliser: drops control characters, turns white space into blanks, sets CJK ideographs apart, removes nonspacing marks
/// after canonical decomposition and lower-cases, in this order; each step only where it is on.
/// </summary>
internal sealed class BertNormalizer(bool cleanText, bool spaceIdeographs, bool lowercase, bool stripAccents) : INormalizer
{
    private const char Dropped = '\uFFFF';

    private readonly char[] _ascii = BuildAscii(cleanText, lowercase);

    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        work.Add(text.Length);
        var ordering = new CanonicalOrdering();
        int position = 0;
        while (position < text.Length)
        {
            if (text[position] < 0x80)
            {
                position = NormalizeAscii(text, position, ref output, ref ordering, ref work);
                continue;
            }

            Rune.DecodeFromUtf16(text[position..], out var rune, out int length);
            NormalizeCodePoint(rune.Value, ref output, ref ordering, ref work);
            position += length;
        }

        ordering.EndRun(ref output, ref work);
    }

    private int NormalizeAscii(ReadOnlySpan<char> text, int position, ref CharBuffer output, ref CanonicalOrdering ordering, ref Work work)
    {
        char[] map = _ascii;
        int length = text[position..].IndexOfAnyExceptInRange('\0', '\u007F');
        int end = length < 0 ? text.Length : position + length;
        if (ordering.InRun)
        {
            // What is dropped does not end a run.
            while (position < end && map[text[position]] == Dropped)
                position++;
            if (position == end)
                return end;
            ordering.EndRun(ref output, ref work);
        }

        var target = output.Extend(end - position);
        int written = 0;
        foreach (char c in text[position..end])
        {
            char mapped = map[c];
            target[written] = mapped;
            written += mapped == Dropped ? 0 : 1;
        }

        output.Shorten(target.Length - written);
        return end;
    }

    private void NormalizeCodePoint(int codePoint, ref CharBuffer output, ref CanonicalOrdering ordering, ref Work work)
    {
        if (cleanText)
        {
            if (UnicodeData.Has(codePoint, CharacterTraits.Control))
                return;
            if (codePoint <= char.MaxValue && WhiteSpace.Is((char)codePoint))
                codePoint = ' ';
        }

        bool apart = spaceIdeographs && IsIdeograph(codePoint);
        if (apart)
            Append(' ', ref output, ref ordering, ref work);
        Append(codePoint, ref output, ref ordering, ref work);
        if (apart)
            Append(' ', ref output, ref ordering, ref work);
    }

    private void Append(int codePoint, ref CharBuffer output, ref CanonicalOrdering ordering, ref Work work)
    {
        if (!stripAccents)
        {
            AppendInCase(codePoint, ref output);
            return;
        }

        Span<int> parts = stackalloc int[UnicodeData.LongestDecomposition];
        foreach (int part in parts[..UnicodeData.Decompose(codePoint, parts)])
        {
            // In lower case everything combines as it did: what is ordered stays ordered.
            if (!UnicodeData.Has(part, CharacterTraits.NonspacingMark))
                ordering.Append(lowercase ? UnicodeData.ToLower(part) : part, ref output, ref work);
            else if (UnicodeData.CombiningOrderOf(part) == 0)
                ordering.EndRun(ref output, ref work);
        }
    }

    private void AppendInCase(int codePoint, ref CharBuffer output)
    {
        if (lowercase)
            LowerCase.Append(codePoint, ref output);
        else
            output.AppendCodePoint(codePoint);
    }

    // The blocks that the reference lists; those of later extensions are not among them.
    private static bool IsIdeograph(int codePoint) => codePoint is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F)
        or (>= 0x2B920 and <= 0x2CEAF) or (>= 0x2F800 and <= 0x2FA1F);

    private static char[] BuildAscii(bool cleanText, bool lowercase)
    {
        char[] map = new char[0x80];
        for (char c = '\0'; c < map.Length; c++)
        {
            map[c] = cleanText && UnicodeData.Has(c, CharacterTraits.Control) ? Dropped
                : cleanText && WhiteSpace.Is(c) ? ' '
                : lowercase ? char.ToLowerInvariant(c)
                : c;
        }

        return map;
    }
}
