using System.Buffers;
using System.Numerics;
using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>
/// Unicode's canonical ordering: combining characters in the order of their classes behind the starter they follow. They are
/// written as they come; a run of them that is out of order is sorted once, when it ends, so that a long one costs n log n.
/// </summary>
internal struct CanonicalOrdering
{
    // Order, position, code point: sorting these numbers keeps what has the same class in its order.
    private const int OrderShift = 53, PositionShift = 21, CodePointMask = (1 << PositionShift) - 1;

    // Where the run begins in the output.
    private int _start;
    private bool _unordered;
    private int _lastOrder;

    /// <summary>The output ends with combining characters.</summary>
    public readonly bool InRun => _lastOrder != 0;

    /// <summary>Appends a code point. After the last one comes <see cref="EndRun"/>.</summary>
    public void Append(int codePoint, ref CharBuffer output, ref Work work)
    {
        var order = UnicodeData.CombiningOrderOf(codePoint);
        if (order == 0 && InRun)
            EndRun(ref output, ref work);
        else if (order != 0 && !InRun)
            _start = output.Length;
        _unordered |= order < _lastOrder;
        _lastOrder = order;
        output.AppendCodePoint(codePoint);
    }

    /// <summary>Tells that no combining character follows those appended last.</summary>
    public void EndRun(ref CharBuffer output, ref Work work)
    {
        if (_unordered)
            Sort(output.From(_start), ref work);
        _unordered = false;
        _lastOrder = 0;
    }

    private static void Sort(Span<char> run, ref Work work)
    {
        var items = ArrayPool<ulong>.Shared.Rent(run.Length);
        try
        {
            var count = 0;
            for (int position = 0, length; position < run.Length; position += length)
            {
                Rune.DecodeFromUtf16(run[position..], out var rune, out length);
                items[count] = ((ulong)UnicodeData.CombiningOrderOf(
                    rune.Value) << OrderShift) | ((ulong)count << PositionShift) | (uint)rune.Value;
                count++;
            }

            work.Add(count * (BitOperations.Log2((uint)count) + 1));
            items.AsSpan(0, count).Sort();
            foreach (var item in items.AsSpan(0, count))
                run = run[new Rune((int)(item & CodePointMask)).EncodeToUtf16(run)..];
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(items);
        }
    }
}
