namespace Attune.Tokenizers.PreTokenization;

/// <summary>
/// Splits text for a byte-level model. The words cover the text without gap or overlap, blanks included: it does what the
/// regular expression of the tokenizer file says, by hand.
/// </summary>
internal abstract class ByteLevelPreTokenizer : IPreTokenizer
{
    public bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word)
    {
        if (position >= text.Length)
        {
            word = default;
            return false;
        }

        int start = position;
        position = EndOfWord(text, start);
        word = text[start..position];
        return true;
    }

    /// <summary>Where the word that starts at <paramref name="start"/>, inside the text, ends; behind <paramref name="start"/>.</summary>
    protected abstract int EndOfWord(ReadOnlySpan<char> text, int start);

    /// <summary><c>\s+(?!\S)|\s+</c>: white space before a word leaves its last character to that word, unless it has but one.</summary>
    protected static int EndOfSpace(ReadOnlySpan<char> text, int start, int end) =>
        end < text.Length && end - start > 1 ? end - 1 : end;

    /// <summary>The length of <c>'s|'t|'re|'ve|'m|'ll|'d</c> at <paramref name="start"/>, or 0.</summary>
    /// <param name="anyCase">Capitals too, and U+017F, the long s, which is an s but for its case.</param>
    protected static int Contraction(ReadOnlySpan<char> text, int start, bool anyCase)
    {
        if (text[start] != '\'' || start + 1 >= text.Length)
            return 0;
        char first = Fold(text[start + 1], anyCase);
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
