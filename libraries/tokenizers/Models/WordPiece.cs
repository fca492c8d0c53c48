namespace Attune.Tokenizers.Models;

/// <summary>
/// WordPiece: takes the longest vocabulary entry at the start of a word, then the longest entries with the continuation prefix.
/// A word that does not come out even, or has too many code points, is one unknown token.
/// </summary>
internal sealed class WordPiece(VocabularyTrie vocabulary, string continuationPrefix, int unknownId, int maxWordLength) : ITokenModel
{
    public int? UnknownId => unknownId;

    private readonly int _continuation = vocabulary.Walk(VocabularyTrie.Root, continuationPrefix);

    public void Encode(ReadOnlySpan<char> word, TokenBuffer ids, ref Work work)
    {
        int first = ids.Count;
        work.Add(word.Length);
        if (word.Length > maxWordLength && CountCodePoints(word) > maxWordLength)
        {
            ids.Append(unknownId);
            return;
        }

        int node = VocabularyTrie.Root;
        while (!word.IsEmpty)
        {
            int length = vocabulary.LongestMatch(node, word, out int id, ref work);
            if (length == 0)
            {
                ids.Truncate(first);
                ids.Append(unknownId);
                return;
            }

            ids.Append(id);
            word = word[length..];
            node = _continuation;
        }
    }

    private static int CountCodePoints(ReadOnlySpan<char> word)
    {
        int count = 0;
        foreach (var _ in word.EnumerateRunes())
            count++;
        return count;
    }
}
