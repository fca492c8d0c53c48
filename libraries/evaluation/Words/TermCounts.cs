namespace Attune.Evaluation.Words;

/// <summary>How often each word is in a text. A word is a run of letters, marks and digits, in lower case.</summary>
/// <param name="Terms">In order of their bytes: sums over them come out the same everywhere.</param>
/// <param name="Length">Words in all.</param>
public sealed record TermCounts(IReadOnlyDictionary<string, int> Terms, int Length)
{
    /// <param name="text">Any text.</param>
    /// <param name="form">Makes of a word what is counted, such as its stem; null counts words as they are.</param>
    public static TermCounts Of(string text, Func<string, string>? form = null)
    {
        var terms = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var length = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && IsInWord(text[end])) end++;
            if (end > start)
            {
                var term = text[start..end].ToLowerInvariant();
                term = form is null ? term : form(term);
                terms[term] = terms.GetValueOrDefault(term) + 1;
                length++;
            }
            start = end + 1;
        }
        return new TermCounts(terms, length);
    }

    public static TermCounts Sum(IEnumerable<TermCounts> parts)
    {
        var terms = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var length = 0;
        foreach (var part in parts)
        {
            foreach (var (term, count) in part.Terms) terms[term] = terms.GetValueOrDefault(term) + count;
            length += part.Length;
        }
        return new TermCounts(terms, length);
    }

    private static bool IsInWord(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c)
            || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
