namespace Attune.Tokenizers.PreTokenization;

/// <summary>What the patterns of byte-level tokenizers tell characters apart by.</summary>
internal enum SplitClass : byte
{
    /// <summary><c>[^\s\p{L}\p{N}]</c></summary>
    Other,

    /// <summary><c>\p{L}</c></summary>
    Letter,

    /// <summary><c>\p{N}</c></summary>
    Number,

    /// <summary><c>\s</c> but for <see cref="LineEnd"/>.</summary>
    Space,

    /// <summary><c>[\r\n]</c></summary>
    LineEnd,

    /// <summary>Half of a code point beyond the basic plane, whose class needs both halves. Never the class of a code point.</summary>
    Surrogate,
}
