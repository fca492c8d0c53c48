using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>
/// BERT's normaliser: drops control characters, turns white space into blanks, sets CJK ideographs apart, removes nonspacing marks
/// after canonical decomposition and lower-cases, in this order; each step only where it is on.
/// </summary>
internal sealed class BertNormalizer(bool cleanText, bool spaceIdeographs, bool lowercase, bool stripAccents) : INormalizer
{
    // No text has these code points for anything; as characters of a text they are not simple.
    private const char Dropped = '\uFFFF', NotSimple = '\uFFFE';

    // Of the basic plane, what a code point becomes wherever it stands.
    private readonly char[] _simple = BuildSimple(cleanText, spaceIdeographs, lowercase, stripAccents);

    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        work.Add(text.Length);
        var ordering = new CanonicalOrdering();
        var position = 0;
        while (true)
        {
            position = NormalizeSimple(text, position, ref output, ref ordering, ref work);
            if (position == text.Length)
                break;
            Rune.DecodeFromUtf16(text[position..], out var rune, out var length);
            NormalizeCodePoint(rune.Value, ref output, ref ordering, ref work);
            position += length;
        }

        ordering.EndRun(ref output, ref work);
    }

    private int NormalizeSimple(ReadOnlySpan<char> text, int position, ref CharBuffer output, ref CanonicalOrdering ordering, ref Work work)
    {
        var simple = _simple;
        if (ordering.InRun)
        {
            // What is dropped does not end a run.
            while (position < text.Length && simple[text[position]] == Dropped)
                position++;
            if (position == text.Length || simple[text[position]] == NotSimple)
                return position;
            ordering.EndRun(ref output, ref work);
        }

        var rest = text[position..];
        var target = output.Extend(rest.Length);
        int read = 0, written = 0;
        for (; read < rest.Length; read++)
        {
            var c = simple[rest[read]];
            if (c == NotSimple)
                break;
            target[written] = c;
            written += c == Dropped ? 0 : 1;
        }

        output.Shorten(target.Length - written);
        return position + read;
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

        var apart = spaceIdeographs && IsIdeograph(codePoint);
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
        foreach (var part in parts[..UnicodeData.Decompose(codePoint, parts)])
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

    private static char[] BuildSimple(bool cleanText, bool spaceIdeographs, bool lowercase, bool stripAccents)
    {
        var simple = new char[char.MaxValue + 1];
        Span<int> parts = stackalloc int[UnicodeData.LongestDecomposition];
        for (var c = 0; c < simple.Length; c++)
        {
            var isSpace = cleanText && WhiteSpace.Is((char)c);
            var changes = (spaceIdeographs && IsIdeograph(c)) || (lowercase && c == LowerCase.CapitalDottedI)
                || (stripAccents && (UnicodeData.CombiningOrderOf(c) != 0 || UnicodeData.Has(c, CharacterTraits.NonspacingMark)
                    || UnicodeData.Decompose(c, parts) > 1 || parts[0] != c));
            var lower = lowercase ? UnicodeData.ToLower(c) : c;
            simple[c] = cleanText && UnicodeData.Has(c, CharacterTraits.Control) ? Dropped
                : isSpace ? ' '
                : changes || char.IsSurrogate((char)c) || lower >= NotSimple ? NotSimple
                : (char)lower;
        }

        return simple;
    }
}
