using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>Normalisers that look at each code point by itself.</summary>
internal static class CodePointNormalizers
{
    /// <summary>Drops marks that stand by themselves; a composed letter keeps its own.</summary>
    public static CodePointNormalizer StripAccents { get;
    } = new(x => UnicodeData.Has(x, CharacterTraits.Mark) ? CodePointNormalizer.Dropped : x);

    /// <summary>SentencePiece's nmt rules without NFKC: control characters go, what separates becomes a blank.</summary>
    public static CodePointNormalizer Nmt { get; } = new(x => x switch
    {
        (>= 0x01 and <= 0x08) or 0x0B or (>= 0x0E and <= 0x1F) or 0x7F or 0x8F or 0x9F => CodePointNormalizer.Dropped,
        0x09 or 0x0A or 0x0C or 0x0D or 0x1680 or (>= 0x200B and <= 0x200F) or 0x2028 or 0x2029 or 0x2581 or 0xFEFF or 0xFFFD => ' ',
        _ => x,
    });
}
