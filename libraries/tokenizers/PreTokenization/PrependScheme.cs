namespace Attune.Tokenizers.PreTokenization;

/// <summary>Which texts get the character of <see cref="Metaspace"/> in front.</summary>
internal enum PrependScheme
{
    Always,

    /// <summary>
    /// Only the one that begins where the whole text does. (The reference gives it to every word that came of the first character
    /// of the text, where normalisation made several words of that one character, as it does of U+FDFA.)
    /// </summary>
    First,
    Never,
}
