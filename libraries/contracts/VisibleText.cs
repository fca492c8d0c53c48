using System.Globalization;
using System.Text;

namespace Attune.Contracts;

/// <summary>
/// Tells texts that show something from those that only seem to be there. Blank is what shows nothing, whatever it consists of.
/// </summary>
/// <remarks>
/// What shows nothing: white space, control and format characters, the code points with the property Default_Ignorable_Code_Point of
/// DerivedCoreProperties.txt (Unicode 17; variation selectors
/// and the fillers of Hangul are among them), and the blank pattern of Braille.
/// </remarks>
public static class VisibleText
{
    private const int BrailleBlank = 0x2800;

    // Those that are not of the category Format anyway; first and last of each range.
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
        (0x2065, 0x2065), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF),
    ];

    /// <summary>True for an empty text, too.</summary>
    public static bool IsBlank(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var rune in text.EnumerateRunes())
            if (Shows(rune)) return false;
        return true;
    }

    private static bool Shows(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune) || rune.Value == BrailleBlank) return false;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format) return false;
        foreach (var (first, last) in Ignorable)
            if (rune.Value >= first && rune.Value <= last) return false;
        return true;
    }
}
