namespace Attune.Tokenizers.PreTokenization;

/// <summary>A pre-tokenizer that changes the text before it splits it.</summary>
internal interface ITextRewriter
{
    /// <param name="atStart">The text begins where the whole text does, and not behind an added token or another word.</param>
    void Rewrite(ReadOnlySpan<char> text, bool atStart, ref CharBuffer output);
}
