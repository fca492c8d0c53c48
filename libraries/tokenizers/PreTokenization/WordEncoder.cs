using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.PreTokenization;

/// <summary>Splits normalised text into words, each pre-tokenizer within the words of the one before, and encodes them.</summary>
/// <param name="stages">At least one.</param>
internal sealed class WordEncoder(IPreTokenizer[] stages, ITokenModel model)
{
    /// <param name="atStart">The text begins where the whole text does.</param>
    public void Encode(ReadOnlySpan<char> text, bool atStart, TokenBuffer ids) => Run(0, text, atStart, ids);

    private void Run(int stage, ReadOnlySpan<char> text, bool atStart, TokenBuffer ids)
    {
        if (stages[stage] is not ITextRewriter rewriter)
        {
            Split(stage, text, atStart, ids);
            return;
        }

        var rewritten = new CharBuffer(text.Length + 1);
        try
        {
            rewriter.Rewrite(text, atStart, ref rewritten);
            Split(stage, rewritten.Written, atStart, ids);
        }
        finally
        {
            rewritten.Dispose();
        }
    }

    private void Split(int stage, ReadOnlySpan<char> text, bool atStart, TokenBuffer ids)
    {
        var preTokenizer = stages[stage];
        for (int at = 0; preTokenizer.TryNext(text, ref at, out var word);)
        {
            if (stage == stages.Length - 1)
                model.Encode(word, ids);
            else
                Run(stage + 1, word, atStart && text.Overlaps(word, out int offset) && offset == 0, ids);
        }
    }
}
