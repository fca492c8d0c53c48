using System.Collections.Frozen;

namespace Attune.Tokenizers.Unicode;

/// <summary>
/// Which code points canonical composition (NFC) takes apart and joins, and which it leaves alone: Unicode's rules, by the data that
/// the reference has. What is newer than Unicode 9 neither orders, composes nor decomposes there.
/// </summary>
internal static class CanonicalComposition
{
    /// <summary>The part of <see cref="EffectOf"/> that is a rank which orders as canonical combining classes do; 0: a starter.</summary>
    public const int Order = 0x7F;

    /// <summary>Marks, in <see cref="EffectOf"/>, what may not stay as it is.</summary>
    public const int Unstable = 0x80;

    private const int Hangul = 0xAC00, HangulEnd = 0xD7A3, Leading = 0x1100, Vowel = 0x1161, Trailing = 0x11A7;
    private const int LeadingCount = 19, VowelCount = 21, TrailingCount = 28;

    private static readonly FrozenDictionary<long, int> Composites = BuildComposites();
    private static readonly CodePointTable<byte> Effects = BuildEffects();

    /// <summary>The code point that the two make, or 0 where they make none.</summary>
    public static int Compose(int first, int second)
    {
        // The Unicode Standard, section 3.12.
        if (first is >= Leading and < Leading + LeadingCount && second is >= Vowel and < Vowel + VowelCount)
            return Hangul + ((((first - Leading) * VowelCount) + (second - Vowel)) * TrailingCount);
        if (first is >= Hangul and <= HangulEnd && (first - Hangul) % TrailingCount == 0
            && second is > Trailing and < Trailing + TrailingCount)
            return first + (second - Trailing);
        return Composites.GetValueOrDefault(Key(first, second));
    }

    /// <summary>
    /// 0: it stays as it is in composed text and joins nothing before it, though what follows may join it. Else its combining
    /// order, plus <see cref="Unstable"/> where it may join what is before it, or be replaced.
    /// </summary>
    public static int EffectOf(int codePoint) => Effects[codePoint];

    private static long Key(int first, int second) => ((long)first << 32) | (uint)second;

    // The data has full decompositions: all but the last code point of one compose to the first of the pair. Shorter ones come
    // first, so that what they compose to is known.
    private static FrozenDictionary<long, int> BuildComposites()
    {
        var composites = new Dictionary<long, int>();
        var decompositions = Enumerable.Range(0, 0x110000)
            .Where(x => x is < Hangul or > HangulEnd && !UnicodeData.Has(x, CharacterTraits.NotComposed))
            .Select(x => (Composite: x, Parts: Decompose(x)))
            .Where(x => x.Parts.Length > 1)
            .OrderBy(x => x.Parts.Length);
        foreach (var (composite, parts) in decompositions)
        {
            var first = parts[..^1].Aggregate((x, next) => composites[Key(x, next)]);
            composites[Key(first, parts[^1])] = composite;
        }

        return composites.ToFrozenDictionary();
    }

    private static CodePointTable<byte> BuildEffects()
    {
        var effects = new byte[0x110000];
        for (var codePoint = 0; codePoint < effects.Length; codePoint++)
            effects[codePoint] = (byte)(UnicodeData.CombiningOrderOf(
                codePoint) | (UnicodeData.Has(codePoint, CharacterTraits.NotComposed) ? Unstable : 0));

        foreach (var pair in Composites.Keys)
            effects[(int)pair] |= Unstable;
        effects.AsSpan(Vowel, VowelCount).Fill(Unstable);
        effects.AsSpan(Trailing + 1, TrailingCount - 1).Fill(Unstable);
        return new(effects);
    }

    private static int[] Decompose(int codePoint)
    {
        Span<int> parts = stackalloc int[UnicodeData.LongestDecomposition];
        return parts[..UnicodeData.Decompose(codePoint, parts)].ToArray();
    }
}
