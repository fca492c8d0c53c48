namespace Attune.Tokenizers.PreTokenization;

/// <summary>Puts a blank before a text that does not start with one, and leaves the splitting to another.</summary>
internal sealed class BlankPrefix(IPreTokenizer words) : IPreTokenizer, ITextRewriter
{
    public void Rewrite(ReadOnlySpan<char> text, bool atStart, ref CharBuffer output)
    {
        if (!text.IsEmpty && text[0] != ' ')
            output.Append(' ');
        output.Append(text);
    }

    public bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word) => words.TryNext(text, ref position, out word);
}
