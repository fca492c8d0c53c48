using System.Runtime.InteropServices;

namespace Attune.Tokenizers.Models;

/// <summary>
/// Places the nodes of a double-array trie. A node with one child takes the first free place there is, and fills the holes;
/// the places of siblings are looked for ahead of them, and what was tried in vain for long is not tried again. So the time is
/// linear in the size of the vocabulary.
/// </summary>
internal sealed class TrieBuilder(SortedVocabulary vocabulary, ushort[] codeOf)
{
    // Places tried for siblings before the search begins further on for good.
    private const int Patience = 32;

    private readonly List<(int Code, int Start, int End)> _children = [];
    private readonly Stack<(int Node, int Start, int End, int Depth)> _open = [];
    private TrieNode[] _nodes = [];
    private int _firstFree = 1;
    private int _firstForSiblings = 1;

    public TrieNode[] Build()
    {
        EnsureCapacity(1024);
        // Taken, and the child of none: not even its own, by the character that would lead to its place.
        _nodes[VocabularyTrie.Root].Parent = int.MinValue;
        _open.Push((VocabularyTrie.Root, 0, vocabulary.Count, 0));
        while (_open.TryPop(out var open))
            Expand(open.Node, open.Start, open.End, open.Depth);
        var last = Array.FindLastIndex(_nodes, x => x.Parent != VocabularyTrie.Nowhere);
        return _nodes[..(last + 1)];
    }

    // The entries from start to end share their first `depth` characters, which lead to `node`.
    private void Expand(int node, int start, int end, int depth)
    {
        if (start < end && vocabulary.LengthOf(start) == depth)
            _nodes[node].Id = vocabulary.IdOf(start++);
        if (start == end)
            return;

        _children.Clear();
        for (int next; start < end; start = next)
        {
            var c = vocabulary.CharacterOf(start, depth);
            next = start + 1;
            while (next < end && vocabulary.CharacterOf(next, depth) == c)
                next++;
            _children.Add((codeOf[c], start, next));
        }

        var offset = FindBase(CollectionsMarshal.AsSpan(_children));
        _nodes[node].Base = offset;
        foreach (var child in _children)
            _nodes[offset + child.Code].Parent = node;
        foreach (var child in _children)
            _open.Push((offset + child.Code, child.Start, child.End, depth + 1));
    }

    private int FindBase(ReadOnlySpan<(int Code, int Start, int End)> children)
    {
        _firstFree = NextFree(_firstFree);
        if (children.Length == 1)
            return _firstFree - children[0].Code;

        int smallest = int.MaxValue, largest = 0;
        foreach (var child in children)
        {
            smallest = Math.Min(smallest, child.Code);
            largest = Math.Max(largest, child.Code);
        }

        var place = Math.Max(_firstForSiblings, _firstFree);
        for (var tries = 1; ; tries++, place++)
        {
            place = NextFree(place);
            var offset = place - smallest;
            EnsureCapacity(offset + largest + 1);
            if (AreFree(offset, children))
                return offset;
            if (tries >= Patience)
                _firstForSiblings = place + 1;
        }
    }

    private bool AreFree(int offset, ReadOnlySpan<(int Code, int Start, int End)> children)
    {
        foreach (var child in children)
        {
            if (_nodes[offset + child.Code].Parent != VocabularyTrie.Nowhere)
                return false;
        }

        return true;
    }

    private int NextFree(int place)
    {
        while (true)
        {
            EnsureCapacity(place + 1);
            if (_nodes[place].Parent == VocabularyTrie.Nowhere)
                return place;
            place++;
        }
    }

    private void EnsureCapacity(int capacity)
    {
        var old = _nodes.Length;
        if (capacity <= old)
            return;
        Array.Resize(ref _nodes, Math.Max(capacity, old * 2));
        Array.Fill(_nodes, new TrieNode { Parent = VocabularyTrie.Nowhere, Id = VocabularyTrie.NoId }, old, _nodes.Length - old);
    }
}
