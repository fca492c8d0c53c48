namespace Attune.Matching.Evaluation.Scorers;

/// <summary>How often each word is in a text. A word is a run of letters, marks and digits, in lower case.</summary>
/// <param name="Terms">In order of their bytes: sums over them come out the same everywhere.</param>
/// <param name="Length">Words in all.</param>
internal sealed record TermCounts(IReadOnlyDictionary<string, int> Terms, int Length)
{
    public static TermCounts Of(string text)
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
        char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
