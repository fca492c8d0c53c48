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
        var first = ids.Count;
        var steps = word.Length;
        if (word.Length > maxWordLength && CountCodePoints(word) > maxWordLength)
        {
            work.Add(steps);
            ids.Append(unknownId);
            return;
        }

        var node = VocabularyTrie.Root;
        while (!word.IsEmpty)
        {
            var length = vocabulary.LongestMatch(node, word, out var id, out var looked);
            steps += looked;
            if (steps >= Work.Batch || length == 0)
            {
                work.Add(steps);
                steps = 0;
            }

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

        work.Add(steps);
    }

    private static int CountCodePoints(ReadOnlySpan<char> word)
    {
        var count = 0;
        foreach (var _ in word.EnumerateRunes())
            count++;
        return count;
    }
}
