using System.Buffers;
using System.Numerics;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>A stretch of text in canonical decomposition, to be ordered and composed. Dispose returns its pooled memory.</summary>
internal ref struct CompositionBuffer
{
    // Order, position, code point: sorting a run of these numbers is Unicode's stable canonical ordering.
    private const int OrderShift = 53, PositionShift = 21, CodePointMask = (1 << PositionShift) - 1;

    private ulong[] _items = ArrayPool<ulong>.Shared.Rent(64);
    private int _count;

    public CompositionBuffer()
    {
    }

    /// <summary>Decomposes a code point and appends what it consists of.</summary>
    public void Append(int codePoint)
    {
        Span<int> parts = stackalloc int[UnicodeData.LongestDecomposition];
        foreach (var part in parts[..UnicodeData.Decompose(codePoint, parts)])
        {
            if (_count == _items.Length)
                Grow();
            _items[_count] = ((ulong)(CanonicalComposition.EffectOf(
                part) & CanonicalComposition.Order) << OrderShift) | ((ulong)(uint)_count << PositionShift) | (uint)part;
            _count++;
        }
    }

    /// <summary>Composes what was appended, writes it out and starts anew.</summary>
    public void Flush(ref CharBuffer output, ref Work work)
    {
        Order(ref work);
        Compose();
        foreach (var item in _items.AsSpan(0, _count))
            output.AppendCodePoint(CodePointOf(item));
        _count = 0;
    }

    public void Dispose() => ArrayPool<ulong>.Shared.Return(_items);

    private static int OrderOf(ulong item) => (int)(item >> OrderShift);

    private static int CodePointOf(ulong item) => (int)(item & CodePointMask);

    private readonly void Order(ref Work work)
    {
        for (var start = 0; start < _count; start++)
        {
            var end = start;
            while (end < _count && OrderOf(_items[end]) != 0)
                end++;
            var length = end - start;
            if (length > 1)
            {
                work.Add(length * (BitOperations.Log2((uint)length) + 1));
                _items.AsSpan(start, length).Sort();
            }

            start = end;
        }
    }

    // A code point joins the last starter unless something between them has the same class or a higher one, or is a starter.
    private void Compose()
    {
        int written = 0, starter = -1, between = 0;
        for (var i = 0; i < _count; i++)
        {
            var item = _items[i];
            var order = OrderOf(item);
            if (starter >= 0 && (starter == written - 1 || between < order)
                && CanonicalComposition.Compose(CodePointOf(_items[starter]), CodePointOf(item)) is var composite and not 0)
            {
                _items[starter] = (uint)composite;
                continue;
            }

            if (order == 0)
                starter = written;
            between = order;
            _items[written++] = item;
        }

        _count = written;
    }

    private void Grow()
    {
        var larger = ArrayPool<ulong>.Shared.Rent(_items.Length * 2);
        _items.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<ulong>.Shared.Return(_items);
        _items = larger;
    }
}
