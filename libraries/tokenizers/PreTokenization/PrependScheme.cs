namespace Attune.Tokenizers.PreTokenization;

/// <summary>Which texts get the character of <see cref="Metaspace"/> in front.</summary>
internal enum PrependScheme
{
    Always,

    /// <summary>Only the one that begins where the whole text does.</summary>
    First,
    Never,
}
