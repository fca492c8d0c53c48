using Attune.Embedding.Models;
using Attune.Tokenizers;

namespace Attune.Embedding.Calls;

/// <summary>Tokenises the texts of a call, one after another, as long as somebody waits for it.</summary>
internal sealed class CallTexts(Model model, CallWork work, CallTerms terms, TextMetrics metrics, TimeProvider time)
{
    /// <summary>Appends the sound texts to the work, and rejects the others.</summary>
    /// <param name="frame">Tokens that an empty text becomes.</param>
    /// <param name="truncate">What is too long is cut.</param>
    /// <param name="isUnknown">What the texts are about has no word that the model knows, whatever they say.</param>
    /// <param name="tokenize">Appends one text as one sequence.</param>
    /// <exception cref="Hosting.Errors.DeadlineExceededException">The call's time is over.</exception>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public void Tokenize(
        IReadOnlyList<string> texts, int frame, bool truncate, bool isUnknown, Func<string, TokenCount> tokenize,
        CancellationToken cancellationToken)
    {
        var done = 0;
        try
        {
            for (; done < texts.Count; done++)
            {
                terms.ThrowIfOver(time, cancellationToken);
                Tokenize(done, texts[done], frame, truncate, isUnknown, tokenize, cancellationToken);
            }
        }
        finally
        {
            metrics.Tokenized(model, done, abandoned: texts.Count - done);
        }
    }

    private void Tokenize(
        int place, string text, int frame, bool truncate, bool isUnknown, Func<string, TokenCount> tokenize,
        CancellationToken cancellationToken)
    {
        if (TextProblem.Of(text) is { } unfit)
        {
            work.Reject(place, unfit);
            return;
        }

        var count = tokenize(text);
        if (TextProblem.Of(text, count, frame, truncate, model, cancellationToken) is { } problem)
        {
            work.Sequences.RemoveLast();
            work.Reject(place, problem);
            return;
        }

        work.Keep(place, count, isUnknown || model.KnowsNothingOf(text, work.Sequences.IdsOf(work.Sequences.Count - 1), cancellationToken));
    }
}
