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

    private const int NoId = -1;

    // Characters get small codes (1, 2, …), so that the arrays stay dense; 0: in no entry.
    private readonly ushort[] _codeOf = new ushort[char.MaxValue + 1];

    // The child of node n by code c is _base[n] + c where _parent of that is n.
    private int[] _base = new int[1024];
    private int[] _parent = new int[1024];
    private int[] _id = new int[1024];
    private int _firstFree = 1;

    public VocabularyTrie(IEnumerable<KeyValuePair<string, int>> vocabulary)
    {
        var entries = vocabulary.Where(x => x.Key.Length > 0).OrderBy(x => x.Key, StringComparer.Ordinal).ToArray();
        ushort codes = 0;
        foreach (var frequent in entries.SelectMany(x => x.Key).CountBy(c => c).OrderByDescending(x => x.Value).ThenBy(x => x.Key))
            _codeOf[frequent.Key] = ++codes;

        Array.Fill(_parent, Nowhere);
        Array.Fill(_id, NoId);
        Insert(Root, entries, 0);
    }

    /// <summary>The node reached from <paramref name="node"/> by <paramref name="text"/>, or <see cref="Nowhere"/>.</summary>
    public int Walk(int node, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
            node = Next(node, c);
        return node;
    }

    /// <summary>Length of the longest entry below <paramref name="node"/> that <paramref name="text"/> starts with, and its id; 0 where there is none.</summary>
    public int LongestMatch(int node, ReadOnlySpan<char> text, out int id)
    {
        id = NoId;
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            node = Next(node, text[i]);
            if (node == Nowhere)
                break;
            if (_id[node] == NoId)
                continue;
            id = _id[node];
            length = i + 1;
        }

        return length;
    }

    private int Next(int node, char c)
    {
        int code = _codeOf[c];
        if (node == Nowhere || code == 0)
            return Nowhere;
        int child = _base[node] + code;
        return (uint)child < (uint)_parent.Length && _parent[child] == node ? child : Nowhere;
    }

    // Entries are sorted and share their first `depth` characters, which lead to `node`.
    private void Insert(int node, ReadOnlySpan<KeyValuePair<string, int>> entries, int depth)
    {
        if (!entries.IsEmpty && entries[0].Key.Length == depth)
        {
            _id[node] = entries[0].Value;
            entries = entries[1..];
        }

        if (entries.IsEmpty)
            return;

        var children = new List<(char Character, int Start, int End)>();
        for (int start = 0, end; start < entries.Length; start = end)
        {
            char c = entries[start].Key[depth];
            end = start + 1;
            while (end < entries.Length && entries[end].Key[depth] == c)
                end++;
            children.Add((c, start, end));
        }

        int offset = FindBase(children);
        _base[node] = offset;
        foreach (var (character, _, _) in children)
            _parent[offset + _codeOf[character]] = node;
        foreach (var (character, start, end) in children)
            Insert(offset + _codeOf[character], entries[start..end], depth + 1);
    }

    private int FindBase(List<(char Character, int Start, int End)> children)
    {
        while (_firstFree < _parent.Length && _parent[_firstFree] != Nowhere)
            _firstFree++;

        int smallest = children.Min(x => _codeOf[x.Character]), largest = children.Max(x => _codeOf[x.Character]);
        for (int offset = Math.Max(0, _firstFree - smallest); ; offset++)
        {
            EnsureCapacity(offset + largest + 1);
            if (children.TrueForAll(x => _parent[offset + _codeOf[x.Character]] == Nowhere && offset + _codeOf[x.Character] != Root))
                return offset;
        }
    }

    private void EnsureCapacity(int capacity)
    {
        int old = _parent.Length;
        if (capacity <= old)
            return;
        int size = Math.Max(capacity, old * 2);
        Array.Resize(ref _base, size);
        Array.Resize(ref _parent, size);
        Array.Resize(ref _id, size);
        Array.Fill(_parent, Nowhere, old, size - old);
        Array.Fill(_id, NoId, old, size - old);
    }
}
