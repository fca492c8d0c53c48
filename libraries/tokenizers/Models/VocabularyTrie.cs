namespace Attune.Tokenizers.Models;

/// <summary>
/// A vocabulary as a double-array trie over UTF-16 units (Aoe 1989): one addition and one comparison a character, nothing
/// allocated, whatever the size of the vocabulary.
/// </summary>
internal sealed class VocabularyTrie
{
    /// <summary>The node of the empty string.</summary>
    public const int Root = 0;

    /// <summary>The node of a string that no entry starts with.</summary>
    public const int Nowhere = -1;

    /// <summary>The id where no entry ends.</summary>
    public const int NoId = -1;

    // Characters get small codes (1, 2, …), the frequent ones the smallest, so that the array stays dense; 0: in no entry.
    private readonly ushort[] _codeOf = new ushort[char.MaxValue + 1];
    private readonly TrieNode[] _nodes;

    public VocabularyTrie(IReadOnlyCollection<KeyValuePair<string, int>> vocabulary)
    {
        var sorted = new SortedVocabulary(vocabulary);
        var uses = new int[_codeOf.Length];
        foreach (var c in sorted.Text)
            uses[c]++;
        ushort codes = 0;
        foreach (var used in Enumerable.Range(0, uses.Length).Where(c => uses[c] > 0).OrderByDescending(c => uses[c]))
            _codeOf[used] = ++codes;

        _nodes = new TrieBuilder(sorted, _codeOf).Build();
    }

    /// <summary>Places for nodes, the holes between them included.</summary>
    public int Capacity => _nodes.Length;

    /// <summary>The node reached from <paramref name="node"/> by <paramref name="text"/>, or <see cref="Nowhere"/>.</summary>
    public int Walk(int node, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            node = Next(node, c, out _);
        return node;
    }

    /// <summary>The id of the entry that is <paramref name="text"/>, or <see cref="NoId"/>.</summary>
    public int IdOf(ReadOnlySpan<char> text)
    {
        int node = Root, id = NoId;
        foreach (var c in text)
            node = Next(node, c, out id);
        return id;
    }

    /// <summary>
    /// Length of the longest entry below <paramref name="node"/> that <paramref name="text"/> starts with, and its id; 0 where there is
    /// none.
    /// </summary>
    public int LongestMatch(int node, ReadOnlySpan<char> text, out int id, out int steps)
    {
        id = NoId;
        var length = 0;
        steps = text.Length;
        for (var i = 0; i < text.Length; i++)
        {
            node = Next(node, text[i], out var entry);
            if (node == Nowhere)
            {
                steps = i + 1;
                break;
            }

            if (entry == NoId)
                continue;
            id = entry;
            length = i + 1;
        }

        return length;
    }

    /// <summary>
    /// The child of <paramref name="node"/> by <paramref name="c"/>, or <see cref="Nowhere"/>, and the id of the entry that ends there.
    /// </summary>
    public int Next(int node, char c, out int id)
    {
        id = NoId;
        int code = _codeOf[c];
        if (node == Nowhere || code == 0)
            return Nowhere;
        var child = _nodes[node].Base + code;
        if ((uint)child >= (uint)_nodes.Length)
            return Nowhere;
        ref var entry = ref _nodes[child];
        if (entry.Parent != node)
            return Nowhere;
        id = entry.Id;
        return child;
    }
}
