using System.Buffers;

namespace Attune.Tokenizers.Models;

/// <summary>Merges the symbols of one word and appends the ids of what is left.</summary>
internal static class WordMerger
{
    // Up to so many symbols, looking through all pairs for the next merge is faster than a heap of them.
    private const int ShortWord = 40;

    /// <param name="word">One symbol a byte.</param>
    public static void Merge(ReadOnlySpan<byte> word, MergeTable merges, int[] idOf, TokenBuffer ids, ref Work work)
    {
        if (word.Length <= ShortWord)
        {
            Span<int> symbols = stackalloc int[ShortWord];
            for (var i = 0; i < word.Length; i++)
                symbols[i] = word[i];
            AppendIds(symbols[..MergeShort(symbols[..word.Length], merges, ref work)], idOf, ids);
            return;
        }

        var pooled = ArrayPool<int>.Shared.Rent(word.Length);
        try
        {
            for (var i = 0; i < word.Length; i++)
                pooled[i] = word[i];
            AppendIds(pooled.AsSpan(0, MergeLong(pooled.AsSpan(0, word.Length), merges, ref work)), idOf, ids);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(pooled);
        }
    }

    /// <summary>Merges what can be merged, in place, and returns how many symbols are left.</summary>
    public static int Merge(Span<int> symbols, MergeTable merges, ref Work work) =>
        symbols.Length <= ShortWord ? MergeShort(symbols, merges, ref work) : MergeLong(symbols, merges, ref work);

    private static void AppendIds(ReadOnlySpan<int> symbols, int[] idOf, TokenBuffer ids)
    {
        foreach (var symbol in symbols)
            ids.Append(idOf[symbol]);
    }

    // Quadratic, on the stack.
    private static int MergeShort(Span<int> symbols, MergeTable merges, ref Work work)
    {
        Span<int> ranks = stackalloc int[ShortWord];
        int count = symbols.Length, last = count - 1, steps = count;
        for (var i = 0; i < last; i++)
            ranks[i] = merges.RankOf(symbols[i], symbols[i + 1]);

        while (true)
        {
            int at = -1, rank = MergeTable.NoRank;
            for (var i = 0; i < last; i++)
            {
                if (ranks[i] < rank)
                {
                    rank = ranks[i];
                    at = i;
                }
            }

            steps += count;
            if (at < 0)
            {
                work.Add(steps);
                return count;
            }

            symbols[at] = merges.ProductOf(rank);
            symbols[(at + 2)..count].CopyTo(symbols[(at + 1)..]);
            ranks[(at + 1)..last].CopyTo(ranks[at..]);
            count--;
            last--;
            if (at > 0)
                ranks[at - 1] = merges.RankOf(symbols[at - 1], symbols[at]);
            if (at < last)
                ranks[at] = merges.RankOf(symbols[at], symbols[at + 1]);
        }
    }

    // n log n, in pooled memory.
    private static int MergeLong(Span<int> symbols, MergeTable merges, ref Work work)
    {
        var pooled = ArrayPool<int>.Shared.Rent(symbols.Length * 3);
        // Every merge makes at most two new pairs.
        var heap = new MergeHeap(symbols.Length * 3);
        try
        {
            return new SymbolChain(symbols, pooled, merges).Merge(ref heap, ref work);
        }
        finally
        {
            heap.Dispose();
            ArrayPool<int>.Shared.Return(pooled);
        }
    }
}
