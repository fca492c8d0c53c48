namespace Attune.Tokenizers.Unicode;

/// <summary>
/// What the reference implementation knows of every code point, read from the embedded <c>unicode.txt</c>. The runtime's own
/// normalisation needs ICU and silently does nothing without it, and its version moves with the machine; token ids must not.
/// </summary>
internal static class UnicodeData
{
    /// <summary>Of canonical decompositions.</summary>
    public const int LongestDecomposition = 4;

    private const int Hangul = 0xAC00, HangulEnd = 0xD7A3, Leading = 0x1100, Vowel = 0x1161, Trailing = 0x11A7;

    private static readonly CodePointTable<ushort> Traits;
    private static readonly CodePointTable<byte> CombiningOrders;
    private static readonly CodePointTable<int> LowercaseOf;
    private static readonly DecompositionTable Decompositions;

#pragma warning disable CA1810 // The tables come out of one pass over one file.
    static UnicodeData()
#pragma warning restore CA1810
    {
        const int count = 0x110000;
        var traits = new ushort[count];
        var orders = new byte[count];
        var lowercase = new int[count];
        var decompositions = new List<(int, int[])>();
        foreach (var (section, first, last, values) in UnicodeFile.Read("unicode.txt"))
        {
            switch (section)
            {
                case "Lowercase":
                    // U+0130 alone has two code points; its mark is added where lower case is applied.
                    lowercase[first] = values[0];
                    break;
                case "Decomposition":
                    decompositions.Add((first, values));
                    break;
                case "CombiningOrder":
                    orders.AsSpan(first..(last + 1)).Fill((byte)values[0]);
                    break;
                default:
                    var trait = (ushort)Enum.Parse<CharacterTraits>(section);
                    for (var codePoint = first; codePoint <= last; codePoint++)
                        traits[codePoint] |= trait;
                    break;
            }
        }

        Traits = new(traits);
        CombiningOrders = new(orders);
        LowercaseOf = new(lowercase);
        Decompositions = new(decompositions);
    }

    public static bool Has(int codePoint, CharacterTraits trait) => ((CharacterTraits)Traits[codePoint] & trait) != CharacterTraits.None;

    /// <summary>0 for a starter, else a rank that orders as the canonical combining class does.</summary>
    public static int CombiningOrderOf(int codePoint) => CombiningOrders[codePoint];

    /// <summary>The first code point of the full lower-case mapping. Only U+0130 has a second, U+0307.</summary>
    public static int ToLower(int codePoint) => LowercaseOf[codePoint] is var lower and not 0 ? lower : codePoint;

    /// <summary>Writes the full canonical decomposition and returns its length, at most <see cref="LongestDecomposition"/>.</summary>
    public static int Decompose(int codePoint, Span<int> destination)
    {
        if (codePoint is >= Hangul and <= HangulEnd)
            return DecomposeHangul(codePoint - Hangul, destination);

        var parts = Decompositions[codePoint];
        if (parts.IsEmpty)
        {
            destination[0] = codePoint;
            return 1;
        }

        parts.CopyTo(destination);
        return parts.Length;
    }

    // The Unicode Standard, section 3.12.
    private static int DecomposeHangul(int syllable, Span<int> destination)
    {
        destination[0] = Leading + (syllable / (21 * 28));
        destination[1] = Vowel + (syllable % (21 * 28) / 28);
        var trailing = syllable % 28;
        destination[2] = Trailing + trailing;
        return trailing == 0 ? 2 : 3;
    }
}
