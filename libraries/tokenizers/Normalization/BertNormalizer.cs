using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>
/// BERT's normaliser: drops control characters, turns white space into blanks, sets CJK ideographs apart, lower-cases (full
/// mapping, final sigma included) and removes nonspacing marks after canonical decomposition; each step only where it is on.
/// </summary>
internal sealed class BertNormalizer(bool cleanText, bool spaceIdeographs, bool lowercase, bool stripAccents) : INormalizer
{
    private const char Dropped = '\uFFFF';
    private const int CapitalSigma = 0x3A3, FinalSigma = 0x3C2, CapitalDottedI = 0x130, CombiningDot = 0x307;

    private readonly char[] _ascii = BuildAscii(cleanText, lowercase);
    private readonly bool _cleanText = cleanText;

    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output)
    {
        var ordering = new CanonicalOrdering();
        int position = 0;
        while (position < text.Length)
        {
            char c = text[position];
            if (c < 0x80)
            {
                position++;
                if (_ascii[c] != Dropped)
                {
                    output.Append(_ascii[c]);
                    ordering.Restart(output.Length);
                }

                continue;
            }

            Rune.DecodeFromUtf16(text[position..], out var rune, out int length);
            NormalizeCodePoint(text, position, length, rune.Value, ref output, ref ordering);
            position += length;
        }
    }

    private void NormalizeCodePoint(ReadOnlySpan<char> text, int position, int length, int codePoint, ref CharBuffer output, ref CanonicalOrdering ordering)
    {
        if (_cleanText)
        {
            if (IsRemoved(codePoint))
                return;
            if (UnicodeData.Has(codePoint, CharacterTraits.WhiteSpace))
                codePoint = ' ';
        }

        bool apart = spaceIdeographs && IsIdeograph(codePoint);
        if (apart)
            Append(' ', ref output, ref ordering);

        if (!lowercase)
            Append(codePoint, ref output, ref ordering);
        else if (codePoint == CapitalSigma)
            Append(EndsWord(text, position, length) ? FinalSigma : UnicodeData.ToLower(codePoint), ref output, ref ordering);
        else
            Append(UnicodeData.ToLower(codePoint), ref output, ref ordering);

        if (lowercase && codePoint == CapitalDottedI)
            Append(CombiningDot, ref output, ref ordering);
        if (apart)
            Append(' ', ref output, ref ordering);
    }

    private void Append(int codePoint, ref CharBuffer output, ref CanonicalOrdering ordering)
    {
        if (!stripAccents)
        {
            output.AppendCodePoint(codePoint);
            return;
        }

        Span<int> parts = stackalloc int[4];
        foreach (int part in parts[..UnicodeData.Decompose(codePoint, parts)])
        {
            if (!UnicodeData.Has(part, CharacterTraits.NonspacingMark))
                ordering.Append(part, ref output);
            else if (UnicodeData.CombiningOrderOf(part) == 0)
                ordering.Restart(output.Length);
        }
    }

    // Unicode's Final_Sigma condition, on the text as it is after cleaning: a cased letter before and none behind, looking
    // through case-ignorable characters.
    private bool EndsWord(ReadOnlySpan<char> text, int position, int length) =>
        IsCasedLetterNext(text[..position], backwards: true) && !IsCasedLetterNext(text[(position + length)..], backwards: false);

    private bool IsCasedLetterNext(ReadOnlySpan<char> text, bool backwards)
    {
        while (!text.IsEmpty)
        {
            Rune rune;
            int length;
            if (backwards)
                Rune.DecodeLastFromUtf16(text, out rune, out length);
            else
                Rune.DecodeFromUtf16(text, out rune, out length);
            text = backwards ? text[..^length] : text[length..];

            if ((_cleanText && IsRemoved(rune.Value)) || UnicodeData.Has(rune.Value, CharacterTraits.CaseIgnorable))
                continue;
            return UnicodeData.Has(rune.Value, CharacterTraits.Cased);
        }

        return false;
    }

    private static bool IsRemoved(int codePoint) => codePoint switch
    {
        '\t' or '\n' or '\r' => false,
        0xFFFD => true,
        _ => UnicodeData.Has(codePoint, CharacterTraits.Other),
    };

    // As the reference does, which looks at UTF-16 units and so leaves the ideographs beyond the basic plane in their words.
    private static bool IsIdeograph(int codePoint) =>
        codePoint is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF);

    private static char[] BuildAscii(bool cleanText, bool lowercase)
    {
        char[] map = new char[0x80];
        for (char c = '\0'; c < map.Length; c++)
        {
            map[c] = cleanText && IsRemoved(c) ? Dropped
                : cleanText && char.IsWhiteSpace(c) ? ' '
                : lowercase ? char.ToLowerInvariant(c)
                : c;
        }

        return map;
    }
}
