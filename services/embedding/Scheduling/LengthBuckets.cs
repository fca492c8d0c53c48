using System.Numerics;

namespace Attune.Embedding.Scheduling;

/// <summary>
/// Rows by length: one FIFO a length, and a bit for each that holds something, so that neighbours in length are found at once.
/// </summary>
internal sealed class LengthBuckets
{
    private const int WordBits = 64;

    private LinkedFifo<QueuedRow>[] _rows = new LinkedFifo<QueuedRow>[WordBits];
    private ulong[] _occupied = new ulong[1];

    public void Add(QueuedRow row)
    {
        Reach(row.Length);
        _rows[row.Length].AddLast(row);
        Enter(row);
    }

    /// <summary>Puts a row that was taken last back in front.</summary>
    public void PutBack(QueuedRow row)
    {
        _rows[row.Length].AddFirst(row);
        Enter(row);
    }

    public void Remove(QueuedRow row)
    {
        row.IsWaiting = false;
        _rows[row.Length].Remove(row);
        if (_rows[row.Length].First is null)
            _occupied[row.Length / WordBits] &= ~(1UL << row.Length);
    }

    /// <summary>The first of the longest rows of at most that length.</summary>
    public QueuedRow? AtMost(int length)
    {
        var word = length / WordBits;
        if (word >= _occupied.Length)
            return AtMost((_occupied.Length * WordBits) - 1);
        var bits = _occupied[word] & (ulong.MaxValue >> (WordBits - 1 - (length % WordBits)));
        while (bits == 0)
        {
            if (--word < 0)
                return null;
            bits = _occupied[word];
        }

        return _rows[(word * WordBits) + BitOperations.Log2(bits)].First;
    }

    /// <summary>The first of the shortest rows of at least that length.</summary>
    public QueuedRow? AtLeast(int length)
    {
        var word = length / WordBits;
        if (word >= _occupied.Length)
            return null;
        var bits = _occupied[word] & (ulong.MaxValue << length);
        while (bits == 0)
        {
            if (++word == _occupied.Length)
                return null;
            bits = _occupied[word];
        }

        return _rows[(word * WordBits) + BitOperations.TrailingZeroCount(bits)].First;
    }

    private void Enter(QueuedRow row)
    {
        row.IsWaiting = true;
        _occupied[row.Length / WordBits] |= 1UL << row.Length;
    }

    private void Reach(int length)
    {
        if (length < _rows.Length)
            return;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)length + 1);
        Array.Resize(ref _rows, size);
        Array.Resize(ref _occupied, size / WordBits);
    }
}
