using System.Globalization;
using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.Loading;

/// <summary>The tokens of SentencePiece vocabularies that stand for single bytes, <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>.</summary>
internal static class ByteTokens
{
    /// <summary>By byte; <see cref="VocabularyTrie.NoId"/> for those that the vocabulary lacks.</summary>
    public static int[] IdsOf(Dictionary<string, int> vocabulary) =>
        [.. Enumerable.Range(0, 256)
            .Select(x => vocabulary.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"<0x{x:X2}>"), out var id)
                ? id
                : VocabularyTrie.NoId)];
}
