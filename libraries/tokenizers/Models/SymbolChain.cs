namespace Attune.Tokenizers.Models;

/// <summary>The symbols of a long word as a doubly linked list over arrays. A symbol stays where its first part was.</summary>
internal readonly ref struct SymbolChain
{
    private const int None = -1;

    private readonly MergeTable _merges;
    private readonly Span<int> _symbols, _next, _previous;

    // The rank of the pair that starts here; tells merges in the heap that are still possible from those that are not.
    private readonly Span<int> _ranks;

    /// <param name="symbols">Changed in place.</param>
    /// <param name="memory">At least three numbers a symbol.</param>
    public SymbolChain(Span<int> symbols, Span<int> memory, MergeTable merges)
    {
        var count = symbols.Length;
        _merges = merges;
        _symbols = symbols;
        _next = memory[..count];
        _previous = memory.Slice(count, count);
        _ranks = memory.Slice(2 * count, count);
        for (var i = 0; i < count; i++)
        {
            _next[i] = i + 1 < count ? i + 1 : None;
            _previous[i] = i - 1;
        }
    }

    /// <summary>Merges what can be merged, moves what is left to the front and returns how many symbols that is.</summary>
    public int Merge(ref MergeHeap heap, ref Work work)
    {
        work.Add(_symbols.Length);
        for (var i = 0; i < _symbols.Length; i++)
            Rank(i, ref heap, ref work);
        while (heap.TryPop(out var rank, out var position, ref work))
        {
            if (_ranks[position] == rank)
                MergeAt(position, rank, ref heap, ref work);
        }

        var count = 0;
        for (var i = 0; i != None; i = _next[i])
            _symbols[count++] = _symbols[i];
        return count;
    }

    private void MergeAt(int position, int rank, ref MergeHeap heap, ref Work work)
    {
        int gone = _next[position], after = _next[gone], before = _previous[position];
        _symbols[position] = _merges.ProductOf(rank);
        _ranks[gone] = MergeTable.NoRank;
        _next[position] = after;
        if (after != None)
            _previous[after] = position;
        Rank(position, ref heap, ref work);
        if (before != None)
            Rank(before, ref heap, ref work);
    }

    private void Rank(int position, ref MergeHeap heap, ref Work work)
    {
        var next = _next[position];
        var rank = next == None ? MergeTable.NoRank : _merges.RankOf(_symbols[position], _symbols[next]);
        _ranks[position] = rank;
        if (rank != MergeTable.NoRank)
            heap.Push(rank, position, ref work);
    }
}
