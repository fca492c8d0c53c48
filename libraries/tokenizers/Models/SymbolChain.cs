namespace Attune.Tokenizers.Models;

/// <summary>The symbols of a long word as a doubly linked list over arrays. A symbol stays where its first byte was.</summary>
internal readonly ref struct SymbolChain
{
    private const int None = -1;

    private readonly MergeTable _merges;
    private readonly Span<int> _symbols, _next, _previous;

    // The rank of the pair that starts here; tells merges in the heap that are still possible from those that are not.
    private readonly Span<int> _ranks;

    /// <param name="memory">At least four numbers a byte.</param>
    public SymbolChain(ReadOnlySpan<byte> word, Span<int> memory, MergeTable merges)
    {
        int count = word.Length;
        _merges = merges;
        _symbols = memory[..count];
        _next = memory.Slice(count, count);
        _previous = memory.Slice(2 * count, count);
        _ranks = memory.Slice(3 * count, count);
        for (int i = 0; i < count; i++)
        {
            _symbols[i] = word[i];
            _next[i] = i + 1 < count ? i + 1 : None;
            _previous[i] = i - 1;
        }
    }

    /// <summary>Merges what can be merged and appends the ids of what is left.</summary>
    public void Merge(ref MergeHeap heap, int[] idOf, TokenBuffer ids)
    {
        for (int i = 0; i < _symbols.Length; i++)
            Rank(i, ref heap);
        while (heap.TryPop(out int rank, out int position))
        {
            if (_ranks[position] == rank)
                MergeAt(position, rank, ref heap);
        }

        for (int i = 0; i != None; i = _next[i])
            ids.Append(idOf[_symbols[i]]);
    }

    private void MergeAt(int position, int rank, ref MergeHeap heap)
    {
        int gone = _next[position], after = _next[gone], before = _previous[position];
        _symbols[position] = _merges.ProductOf(rank);
        _ranks[gone] = MergeTable.NoRank;
        _next[position] = after;
        if (after != None)
            _previous[after] = position;
        Rank(position, ref heap);
        if (before != None)
            Rank(before, ref heap);
    }

    private void Rank(int position, ref MergeHeap heap)
    {
        int next = _next[position];
        int rank = next == None ? MergeTable.NoRank : _merges.RankOf(_symbols[position], _symbols[next]);
        _ranks[position] = rank;
        if (rank != MergeTable.NoRank)
            heap.Push(rank, position);
    }
}
