namespace Attune.BuiltinEvaluation.Contamination;

/// <summary>
/// Runs of eight words. A word is a run of a to z and 0 to 9 after lowering; all else parts words, so that punctuation hides no copy.
/// </summary>
internal static class Shingles
{
    public const int Words = 8;

    public static string[] WordsOf(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
                end++;
            if (end > start)
                words.Add(text[start..end].ToLowerInvariant());
            start = end + 1;
        }

        return [.. words];
    }

    public static IEnumerable<string> Of(string text)
    {
        var words = WordsOf(text);
        for (var start = 0; start + Words <= words.Length; start++)
            yield return string.Join(' ', words, start, Words);
    }
}
