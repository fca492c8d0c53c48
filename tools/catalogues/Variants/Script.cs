using System.Text;

namespace Attune.Catalogues.Variants;

/// <summary>A table of letters. What it does not have, digits and signs, stays as it is.</summary>
internal sealed class Script
{
    public static readonly Script Cyrillic = new("абцдефгхийклмнопкрстувшкыз", keepsBlanks: true);

    public static readonly Script Greek = new("αβκδεφγχιζκλμνοπκρστυβωξυζ", keepsBlanks: true);

    /// <summary>Written without blanks between words.</summary>
    public static readonly Script Katakana = new("アビクドエフガハイジケルムンオパキラストウブワザヨズ", keepsBlanks: false);

    private readonly string _letters;
    private readonly bool _keepsBlanks;

    /// <param name="letters">For a to z.</param>
    private Script(string letters, bool keepsBlanks) => (_letters, _keepsBlanks) = (letters, keepsBlanks);

    public string Write(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.ToLowerInvariant(c) is >= 'a' and <= 'z' and var letter) written.Append(_letters[letter - 'a']);
            else if (c != ' ' || _keepsBlanks) written.Append(c);
        }
        return written.ToString();
    }
}
