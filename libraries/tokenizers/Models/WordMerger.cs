using System.Buffers;

namespace Attune.Tokenizers.Models;

/// <summary>Merges the bytes of one word and appends the ids of what is left.</summary>
internal static class WordMerger
{
    // Up to so many bytes, looking through all pairs for the next merge is faster than a heap of them.
    private const int ShortWord = 40;

    public static void Merge(ReadOnlySpan<byte> word, MergeTable merges, int[] idOf, TokenBuffer ids)
    {
        if (word.Length <= ShortWord)
            MergeShort(word, merges, idOf, ids);
        else
            MergeLong(word, merges, idOf, ids);
    }

    // Quadratic, on the stack.
    private static void MergeShort(ReadOnlySpan<byte> word, MergeTable merges, int[] idOf, TokenBuffer ids)
    {
        Span<int> symbols = stackalloc int[ShortWord], ranks = stackalloc int[ShortWord];
        int count = word.Length, last = count - 1;
        for (int i = 0; i < count; i++)
            symbols[i] = word[i];
        for (int i = 0; i < last; i++)
            ranks[i] = merges.RankOf(word[i], word[i + 1]);

        while (true)
        {
            int at = -1, rank = MergeTable.NoRank;
            for (int i = 0; i < last; i++)
            {
                if (ranks[i] < rank)
                {
                    rank = ranks[i];
                    at = i;
                }
            }

            if (at < 0)
                break;

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

        foreach (int symbol in symbols[..count])
            ids.Append(idOf[symbol]);
    }

    // n log n, in pooled memory.
    private static void MergeLong(ReadOnlySpan<byte> word, MergeTable merges, int[] idOf, TokenBuffer ids)
    {
        int[] pooled = ArrayPool<int>.Shared.Rent(word.Length * 4);
        // Every merge makes at most two new pairs.
        var heap = new MergeHeap(word.Length * 3);
        new SymbolChain(word, pooled, merges).Merge(ref heap, idOf, ids);
        heap.Dispose();
        ArrayPool<int>.Shared.Return(pooled);
    }
}
