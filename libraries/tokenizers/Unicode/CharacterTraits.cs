namespace Attune.Tokenizers.Unicode;

/// <summary>What the tokenizers ask about a code point. The names of the values are the sections of <c>unicode.txt</c>.</summary>
[Flags]
internal enum CharacterTraits : ushort
{
    None = 0,

    /// <summary>What ECMAScript's <c>\s</c> matches.</summary>
    WhiteSpace = 1,

    /// <summary>General categories Cc, Cf, Co and Cs.</summary>
    Other = 2,

    /// <summary>General category Mn.</summary>
    NonspacingMark = 4,

    /// <summary>General category P.</summary>
    Punctuation = 8,
    Cased = 16,
    CaseIgnorable = 32,

    /// <summary>General category L.</summary>
    Letter = 64,

    /// <summary>General category N.</summary>
    Number = 128,

    /// <summary>Canonical composition turns it into something else: a singleton or a composition exclusion.</summary>
    NotComposed = 256,

    /// <summary>
    /// A mark or a composite that is newer than Unicode 9.0, which the reference normalises by: it neither orders, composes nor
    /// decomposes there. Models were trained on what that makes of texts.
    /// </summary>
    LateNormalization = 512,
}
