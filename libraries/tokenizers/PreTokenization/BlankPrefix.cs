namespace Attune.Tokenizers.PreTokenization;

/// <summary>Puts a blank in front of a text that does not start with one, and leaves it one word.</summary>
internal sealed class BlankPrefix : IPreTokenizer, ITextRewriter
{
    public void Rewrite(ReadOnlySpan<char> text, bool atStart, ref CharBuffer output)
    {
        if (!text.IsEmpty && text[0] != ' ')
            output.Append(' ');
        output.Append(text);
    }

    public bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word, ref Work work)
    {
        word = text[position..];
        position = text.Length;
        return !word.IsEmpty;
    }
}
