using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.PreTokenization;

/// <summary>Splits normalised text into words, each pre-tokenizer within the words of the one before, and encodes them.</summary>
/// <param name="stages">None: the text is one word.</param>
internal sealed class WordEncoder(IPreTokenizer[] stages, ITokenModel model)
{
    /// <param name="text">Not empty.</param>
    /// <param name="atStart">The text begins where the whole text does.</param>
    public void Encode(ReadOnlySpan<char> text, bool atStart, TokenBuffer ids, ref Work work) => Run(0, text, atStart, ids, ref work);

    private void Run(int stage, ReadOnlySpan<char> text, bool atStart, TokenBuffer ids, ref Work work)
    {
        if (stage == stages.Length)
        {
            model.Encode(text, ids, ref work);
            return;
        }

        if (stages[stage] is not ITextRewriter rewriter)
        {
            Split(stage, text, atStart, ids, ref work);
            return;
        }

        work.Add(text.Length);
        var rewritten = new CharBuffer(text.Length + 1);
        try
        {
            rewriter.Rewrite(text, atStart, ref rewritten);
            Split(stage, rewritten.Written, atStart, ids, ref work);
        }
        finally
        {
            rewritten.Dispose();
        }
    }

    private void Split(int stage, ReadOnlySpan<char> text, bool atStart, TokenBuffer ids, ref Work work)
    {
        var preTokenizer = stages[stage];
        for (var at = 0; preTokenizer.TryNext(text, ref at, out var word, ref work);)
        {
            if (stage == stages.Length - 1)
                model.Encode(word, ids, ref work);
            else
                Run(stage + 1, word, atStart && text.Overlaps(word, out var offset) && offset == 0, ids, ref work);
        }
    }
}
