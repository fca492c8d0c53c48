using System.Globalization;
using System.Text;

namespace Attune.Matching.Models.Outputs;

/// <summary>
/// What a canonical text has besides somebody's own words: the <c>by</c> between title and artists, labels, punctuation. A model that knows
/// none of the words of a song makes the same of its text as
/// of the glue alone, and so of every such song.
/// </summary>
internal static class Glue
{
    /// <param name="text">Canonical.</param>
    /// <param name="own">What of it is somebody's own.</param>
    /// <returns>
    /// Null where no comparison is needed: own words with a letter or digit of ASCII are no riddle to any model, and without glue the
    /// model's own answer says enough.
    /// </returns>
    public static string? Of(string text, IEnumerable<string> own)
    {
        if (own.Any(words => words.Any(char.IsAsciiLetterOrDigit))) return null;
        var glue = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune)) glue.Append(rune);
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator) glue.Append(' ');
        }
        var left = string.Join(' ', glue.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return left.Length == 0 || left == text ? null : left;
    }
}
