using System.Numerics;

namespace Attune.Tokenizers.Models;

/// <summary>
/// Which two symbols merge, in what order, and into what. Symbols are numbers that the model gives to tokens: 0 to 255 are the
/// single bytes. Pairs of bytes have a table of their own; the others are in a hash table of one number a pair.
/// </summary>
internal sealed class MergeTable
{
    /// <summary>The rank of a pair that does not merge; above every rank.</summary>
    public const int NoRank = MaxMerges;

    /// <summary>Symbols and merges are at most this many.</summary>
    public const int MaxSymbols = 1 << SymbolBits, MaxMerges = (1 << RankBits) - 1;

    private const int SymbolBits = 21, RankBits = 22, Bytes = 256;
    private const ulong Multiplier = 0x9E3779B97F4A7C15, Free = ulong.MaxValue, RankMask = (1UL << RankBits) - 1;

    private readonly int[] _bytePairs = new int[Bytes * Bytes];
    private readonly int[] _products;
    private readonly ulong[] _slots;
    private readonly int _shift;

    /// <param name="merges">The merges by rank. Of two for the same pair the latter counts.</param>
    public MergeTable(ReadOnlySpan<(int Left, int Right, int Product)> merges)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(merges.Length, MaxMerges);
        var bits = BitOperations.Log2((uint)merges.Length | 1) + 2;
        _slots = new ulong[1 << bits];
        _shift = 64 - bits;
        _products = new int[merges.Length];
        Array.Fill(_slots, Free);
        Array.Fill(_bytePairs, NoRank);

        for (var rank = 0; rank < merges.Length; rank++)
        {
            var (left, right, product) = merges[rank];
            _products[rank] = product;
            if ((left | right) < Bytes)
                _bytePairs[(left * Bytes) | right] = rank;
            else
                SlotOf(PairOf(left, right)) = (PairOf(left, right) << RankBits) | (uint)rank;
        }
    }

    /// <summary>The symbol that the merge of this rank makes.</summary>
    public int ProductOf(int rank) => _products[rank];

    /// <summary>The rank of a pair, or <see cref="NoRank"/>.</summary>
    public int RankOf(int left, int right)
    {
        if ((left | right) < Bytes)
            return _bytePairs[(left * Bytes) | right];
        // A free slot has all bits set, and so NoRank.
        return (int)(SlotOf(PairOf(left, right)) & RankMask);
    }

    private static ulong PairOf(int left, int right) => ((ulong)(uint)left << SymbolBits) | (uint)right;

    private ref ulong SlotOf(ulong pair)
    {
        var mask = _slots.Length - 1;
        for (var i = (int)((pair * Multiplier) >> _shift); ; i = (i + 1) & mask)
        {
            ref var slot = ref _slots[i];
            if (slot == Free || slot >> RankBits == pair)
                return ref slot;
        }
    }
}
