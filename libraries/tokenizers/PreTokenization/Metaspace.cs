namespace Attune.Tokenizers.PreTokenization;

/// <summary>
/// SentencePiece's way with blanks: each becomes <paramref name="replacement"/>, which also goes in front of a text that does
/// not start with it, and words begin at it.
/// </summary>
/// <param name="split">False: the text stays one word.</param>
internal sealed class Metaspace(char replacement, PrependScheme prepend, bool split) : IPreTokenizer, ITextRewriter
{
    public void Rewrite(ReadOnlySpan<char> text, bool atStart, ref CharBuffer output)
    {
        if (!text.IsEmpty && text[0] != ' ' && text[0] != replacement
            && (prepend == PrependScheme.Always || (prepend == PrependScheme.First && atStart)))
            output.Append(replacement);
        text.Replace(output.Extend(text.Length), ' ', replacement);
    }

    public bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word, ref Work work)
    {
        word = text[position..];
        if (word.IsEmpty)
            return false;
        if (split && word[1..].IndexOf(replacement) is var next and >= 0)
            word = word[..(next + 1)];
        work.Add(word.Length);
        position += word.Length;
        return true;
    }
}
