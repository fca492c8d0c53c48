namespace Attune.Tokenizers.Models;

/// <param name="UnknownId">Null: what is unknown is left out.</param>
/// <param name="FuseUnknown">Unknown characters beside each other are one unknown token.</param>
/// <param name="ByteIds">The ids of the 256 bytes, <see cref="VocabularyTrie.NoId"/> for a missing one; empty: none is used.</param>
/// <param name="Prefix">What tokens have in front that do not begin a word.</param>
/// <param name="Suffix">What tokens have at their end that end a word.</param>
/// <param name="IgnoreMerges">A word that is a token is that token, whether or not merging leads to it.</param>
internal sealed record CharacterBpeSettings(
    int? UnknownId, bool FuseUnknown, int[] ByteIds, string Prefix, string Suffix, bool IgnoreMerges);
