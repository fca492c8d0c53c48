using Attune.Tokenizers.Patterns;

namespace Attune.Tokenizers.PreTokenization;

/// <summary>Splits at the matches of a pattern.</summary>
/// <param name="invert">What is between the matches is treated as the matches, and the other way round.</param>
internal sealed class PatternSplit(IPattern pattern, SplitBehavior behavior, bool invert) : IPreTokenizer
{
    public bool TryNext(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> word, ref Work work)
    {
        while (position < text.Length)
        {
            var start = position;
            position = EndOfPiece(text, start, out var matches, ref work);
            if (matches && behavior == SplitBehavior.Removed)
                continue;
            while (position < text.Length && TakesMore(matches))
            {
                var end = EndOfPiece(text, position, out var nextMatches, ref work);
                if (nextMatches == (behavior == SplitBehavior.Contiguous ? !matches : matches))
                    break;
                position = end;
                if (behavior != SplitBehavior.Contiguous)
                    break;
            }

            word = text[start..position];
            return true;
        }

        word = default;
        return false;
    }

    private bool TakesMore(bool matches) => behavior switch
    {
        SplitBehavior.Contiguous => true,
        SplitBehavior.MergedWithPrevious => !matches,
        SplitBehavior.MergedWithNext => matches,
        _ => false,
    };

    // A match, or what is before the next one.
    private int EndOfPiece(ReadOnlySpan<char> text, int position, out bool matches, ref Work work)
    {
        var found = pattern.TryFind(text, position, out var start, out var end, ref work);
        matches = (found && start == position) != invert;
        return !found ? text.Length : start == position ? end : start;
    }
}
