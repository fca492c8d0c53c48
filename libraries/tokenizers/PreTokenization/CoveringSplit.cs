using Attune.Tokenizers.Patterns;

namespace Attune.Tokenizers.PreTokenization;

/// <summary>
/// A well-known regular expression of byte-level tokenizers, done by hand. The words cover the text without gap or overlap, blanks
/// included.
/// </summary>
internal abstract class CoveringSplit : IPreTokenizer, IPattern
{
    public bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word, ref Work work)
    {
        if (position >= text.Length)
        {
            word = default;
            return false;
        }

        var start = position;
        position = EndOfWord(text, start, ref work);
        word = text[start..position];
        return true;
    }

    public bool TryFind(ReadOnlySpan<char> text, int from, out int start, out int end, ref Work work)
    {
        start = end = from;
        if (from >= text.Length)
            return false;
        end = EndOfWord(text, from, ref work);
        work.Add(end - from);
        return true;
    }

    /// <summary>
    /// Where the word that starts at <paramref name="start"/>, inside the text, ends; behind <paramref name="start"/>. Counts what it
    /// looks at beyond the word; the word itself is counted by who takes it.
    /// </summary>
    protected abstract int EndOfWord(ReadOnlySpan<char> text, int start, ref Work work);

    /// <summary><c>\s+(?!\S)|\s+</c>: white space before a word leaves its last character to that word, unless it has but one.</summary>
    protected static int EndOfSpace(ReadOnlySpan<char> text, int start, int end) =>
        end < text.Length && end - start > 1 ? end - 1 : end;

    /// <summary><c>\p{N}{1,n}</c>, of which the first was before <paramref name="position"/>.</summary>
    protected static int EndOfNumber(ReadOnlySpan<char> text, int position, int maxDigits)
    {
        for (var digits = 1; digits < maxDigits && position < text.Length; digits++)
        {
            if (SplitClasses.At(text, position, out var length) != SplitClass.Number)
                break;
            position += length;
        }

        return position;
    }

    /// <summary>The length of <c>'s|'t|'re|'ve|'m|'ll|'d</c> at <paramref name="start"/>, or 0.</summary>
    /// <param name="anyCase">Capitals too, and U+017F, the long s, which is an s but for its case.</param>
    protected static int Contraction(ReadOnlySpan<char> text, int start, bool anyCase)
    {
        if (start + 1 >= text.Length || text[start] != '\'')
            return 0;
        var first = Fold(text[start + 1], anyCase);
        if (first is 's' or 't' or 'm' or 'd')
            return 2;
        if (start + 2 >= text.Length)
            return 0;
        return (first, Fold(text[start + 2], anyCase)) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    private static char Fold(char c, bool anyCase) =>
        !anyCase ? c
        : c is >= 'A' and <= 'Z' ? (char)(c | 0x20)
        : c == '\u017F' ? 's'
        : c;
}
