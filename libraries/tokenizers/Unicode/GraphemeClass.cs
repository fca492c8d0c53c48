namespace Attune.Tokenizers.Unicode;

/// <summary>
/// What a code point does to the boundaries of grapheme clusters (UAX #29). The names are the sections of <c>graphemes.txt</c>.
/// </summary>
internal enum GraphemeClass : byte
{
    Other,
    CarriageReturn,
    LineFeed,
    Control,
    Prepend,
    RegionalIndicator,
    Leading,
    Vowel,
    Trailing,
    OpenSyllable,
    ClosedSyllable,
    Pictographic,

    /// <summary>A consonant of a script that joins consonants (rule GB9c).</summary>
    Consonant,

    /// <summary>From here on, all belong to the cluster of what they follow.</summary>
    SpacingMark,
    Extend,

    /// <summary>Extends, and does not come between consonants that are joined.</summary>
    ConjunctExtend,

    /// <summary>Extends, and joins consonants.</summary>
    Linker,

    /// <summary>U+200D, which joins pictographs.</summary>
    Joiner,
}
