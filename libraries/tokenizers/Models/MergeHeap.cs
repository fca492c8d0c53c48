using System.Buffers;

namespace Attune.Tokenizers.Models;

/// <summary>A binary heap of possible merges: the lowest rank comes first, and of equal ranks the leftmost position.</summary>
/// <param name="capacity">The most it will ever hold.</param>
internal ref struct MergeHeap(int capacity)
{
    // Rank, position.
    private readonly ulong[] _items = ArrayPool<ulong>.Shared.Rent(capacity);
    private int _count;

    public void Push(int rank, int position, ref Work work)
    {
        var item = ((ulong)(uint)rank << 32) | (uint)position;
        int i = _count++, moves = 1;
        for (int parent; i > 0 && _items[parent = (i - 1) / 2] > item; i = parent, moves++)
            _items[i] = _items[parent];
        _items[i] = item;
        work.Add(moves);
    }

    public bool TryPop(out int rank, out int position, ref Work work)
    {
        if (_count == 0)
        {
            rank = position = 0;
            return false;
        }

        rank = (int)(_items[0] >> 32);
        position = (int)_items[0];
        var moved = _items[--_count];
        int i = 0, moves = 1;
        for (; ; moves++)
        {
            var child = (2 * i) + 1;
            if (child >= _count)
                break;
            if (child + 1 < _count && _items[child + 1] < _items[child])
                child++;
            if (_items[child] >= moved)
                break;
            _items[i] = _items[child];
            i = child;
        }

        _items[i] = moved;
        work.Add(moves);
        return true;
    }

    public readonly void Dispose() => ArrayPool<ulong>.Shared.Return(_items);
}
