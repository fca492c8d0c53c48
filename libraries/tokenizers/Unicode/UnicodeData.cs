using System.Globalization;

namespace Attune.Tokenizers.Unicode;

/// <summary>
/// The Unicode data the tokenizers need, of one pinned version, read from the embedded <c>unicode.txt</c>. The runtime's own
/// normalisation needs ICU and silently does nothing without it, and its version moves with the machine; token ids must not.
/// </summary>
internal static class UnicodeData
{
    private const int Hangul = 0xAC00, HangulEnd = 0xD7A3, Leading = 0x1100, Vowel = 0x1161, Trailing = 0x11A7;

    private static readonly CodePointTable<ushort> Traits;
    private static readonly CodePointTable<byte> CombiningOrders;
    private static readonly CodePointTable<int> LowercaseOf;
    private static readonly CodePointTable<int> DecompositionOf;
    private static readonly int[] Decompositions;

#pragma warning disable CA1810 // The tables come out of one pass over one file.
    static UnicodeData()
#pragma warning restore CA1810
    {
        const int count = 0x110000;
        ushort[] traits = new ushort[count];
        byte[] orders = new byte[count];
        int[] lowercase = new int[count], decomposition = new int[count];
        // Element 0 stays unused, so that 0 can mean "does not decompose".
        List<int> decompositions = [0];

        string section = "";
        ushort trait = 0;
        foreach (string line in ReadLines())
        {
            if (line[0] == '[')
            {
                section = line[1..^1];
                trait = Enum.TryParse(section, out CharacterTraits named) ? (ushort)named : (ushort)0;
                continue;
            }

            foreach (string entry in line.Split(' '))
            {
                var (first, last, values) = Parse(entry, decimalValues: section == "CombiningOrder");
                for (int codePoint = first; codePoint <= last; codePoint++)
                {
                    switch (section)
                    {
                        case "Lowercase":
                            // U+0130 alone has two code points; its mark is added where lower case is applied.
                            lowercase[codePoint] = values[0];
                            break;
                        case "Decomposition":
                            decomposition[codePoint] = (decompositions.Count << 4) | values.Length;
                            decompositions.AddRange(values);
                            break;
                        case "CombiningOrder":
                            orders[codePoint] = (byte)values[0];
                            break;
                        default:
                            traits[codePoint] |= trait;
                            break;
                    }
                }
            }
        }

        Traits = new(traits);
        CombiningOrders = new(orders);
        LowercaseOf = new(lowercase);
        DecompositionOf = new(decomposition);
        Decompositions = [.. decompositions];
    }

    public static bool Has(int codePoint, CharacterTraits trait) => ((CharacterTraits)Traits[codePoint] & trait) != CharacterTraits.None;

    /// <summary>0 for a starter, else a rank that orders as the canonical combining class does.</summary>
    public static int CombiningOrderOf(int codePoint) => CombiningOrders[codePoint];

    /// <summary>The first code point of the full lower-case mapping. Only U+0130 has a second, U+0307.</summary>
    public static int ToLower(int codePoint) => LowercaseOf[codePoint] is var lower and not 0 ? lower : codePoint;

    /// <summary>Writes the full canonical decomposition and returns its length, at most 4.</summary>
    public static int Decompose(int codePoint, Span<int> destination)
    {
        if (codePoint is >= Hangul and <= HangulEnd)
            return DecomposeHangul(codePoint - Hangul, destination);

        int entry = DecompositionOf[codePoint];
        if (entry == 0)
        {
            destination[0] = codePoint;
            return 1;
        }

        int length = entry & 0xF;
        Decompositions.AsSpan(entry >> 4, length).CopyTo(destination);
        return length;
    }

    // The Unicode Standard, section 3.12.
    private static int DecomposeHangul(int syllable, Span<int> destination)
    {
        destination[0] = Leading + (syllable / (21 * 28));
        destination[1] = Vowel + (syllable % (21 * 28) / 28);
        int trailing = syllable % 28;
        destination[2] = Trailing + trailing;
        return trailing == 0 ? 2 : 3;
    }

    private static IEnumerable<string> ReadLines()
    {
        using var stream = typeof(UnicodeData).Assembly.GetManifestResourceStream("unicode.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }

    // "a", "a-b", "a=x+y" or "a-b=n".
    private static (int First, int Last, int[] Values) Parse(string entry, bool decimalValues)
    {
        string[] sides = entry.Split('=');
        string[] ends = sides[0].Split('-');
        var style = decimalValues ? NumberStyles.None : NumberStyles.AllowHexSpecifier;
        int[] values = sides.Length == 1 ? [] : [.. sides[1].Split('+').Select(x => int.Parse(x, style))];
        int first = int.Parse(ends[0], NumberStyles.AllowHexSpecifier);
        return (first, ends.Length == 1 ? first : int.Parse(ends[1], NumberStyles.AllowHexSpecifier), values);
    }
}
