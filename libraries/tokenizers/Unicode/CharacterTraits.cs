namespace Attune.Tokenizers.Unicode;

/// <summary>
/// What the tokenizers ask about a code point. The names of the values are the sections of <c>unicode.txt</c>. Several mean nearly
/// the same: the reference asks several libraries, which do not agree about every code point.
/// </summary>
[Flags]
internal enum CharacterTraits : ushort
{
    None = 0,

    /// <summary>BERT's cleaning drops it: categories Cc, Cf and Co without tab and line ends, and U+FFFD.</summary>
    Control = 1,

    /// <summary>Category Mn, which BERT's normaliser takes for accents.</summary>
    NonspacingMark = 2,

    /// <summary>Category M, which the normaliser StripAccents takes for accents.</summary>
    Mark = 4,

    /// <summary>Category P, and the symbols of ASCII.</summary>
    Punctuation = 8,

    /// <summary>Category N, as the pre-tokenizer Digits sees it.</summary>
    Numeric = 16,

    /// <summary><c>\w</c> of the pre-tokenizer Whitespace and of added tokens that are single words.</summary>
    Word = 32,

    /// <summary><c>\p{L}</c> in a file's regular expression.</summary>
    Letter = 64,

    /// <summary><c>\p{N}</c> in a file's regular expression.</summary>
    Number = 128,

    /// <summary><c>\d</c> in a file's regular expression.</summary>
    DecimalDigit = 256,

    /// <summary><c>\w</c> in a file's regular expression.</summary>
    RegexWord = 512,

    /// <summary><c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]</c> in a file's regular expression.</summary>
    Capital = 1024,

    /// <summary><c>[\p{Ll}\p{Lm}\p{Lo}\p{M}]</c> in a file's regular expression.</summary>
    Small = 2048,

    /// <summary>Canonical composition turns it into something else: a singleton or a composition exclusion.</summary>
    NotComposed = 4096,
}
