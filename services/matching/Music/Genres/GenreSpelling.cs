using System.Text;

namespace Attune.Matching.Music.Genres;

/// <summary>
/// Brings the spellings of one genre together: case, diacritics, blanks, hyphens and other punctuation do not count, and <c>&amp;</c>,
/// <c>+</c> and a lone <c>n</c> read "and". So "Hip-Hop", "hip hop" and "hiphop" are one, and so are "R&amp;B" and "r'n'b".
/// </summary>
/// <remarks>The process has no ICU to decompose letters, hence the table; it covers the Latin letters that genres are written in.</remarks>
internal static class GenreSpelling
{
    private static readonly Dictionary<char, string> Plain = Table(
        "aàáâãäåāăąạảấầẩẫậắằẳẵặ", "cçćĉċč", "dďđð", "eèéêëēĕėęěẹẻẽếềểễệ", "gĝğġģ", "hĥħ", "iìíîïĩīĭįıịỉ", "jĵ", "kķ", "lĺļľŀł", "nñńņňŋ",
        "oòóôõöøōŏőọỏốồổỗộớờởỡợơ", "rŕŗř", "sśŝşšșṣ", "tţťŧț", "uùúûüũūŭůűųưụủứừửữự", "wŵ", "yýÿŷỳỵỷỹ", "zźżž");

    /// <summary>What two spellings of one genre have in common; empty when the text holds no letter and no digit.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length + 4);
        var start = 0; // of the current word
        foreach (var c in text)
        {
            if (c is '&' or '+')
            {
                EndWord(folded, ref start);
                folded.Append("and");
                start = folded.Length;
            }
            else if (IsInWord(c)) Append(folded, char.ToLowerInvariant(c));
            else if (c is < '\u0300' or > '\u036F') EndWord(folded, ref start);
        }
        EndWord(folded, ref start);
        return folded.ToString();
    }

    private static void EndWord(StringBuilder folded, ref int start)
    {
        if (folded.Length == start + 1 && folded[start] == 'n') folded.Insert(start, 'a').Append('d');
        start = folded.Length;
    }

    private static void Append(StringBuilder folded, char c)
    {
        if (c < '\u0080' || !Plain.TryGetValue(c, out var plain)) folded.Append(c);
        else folded.Append(plain);
    }

    // Marks belong to words in scripts that write vowels with them; those of Latin are diacritics.
    private static bool IsInWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || (c > '\u036F' && char.GetUnicodeCategory(c)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark);

    private static Dictionary<char, string> Table(params string[] rows)
    {
        var table = new Dictionary<char, string> { ['æ'] = "ae", ['œ'] = "oe", ['ß'] = "ss", ['þ'] = "th" };
        foreach (var row in rows)
            foreach (var letter in row.AsSpan(1)) table[letter] = row[..1];
        return table;
    }
}
