using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Attune.Numerics;

/// <summary>
/// Selects the k largest scores of a stream in O(n log k) and O(k) memory. Of equal scores the smaller index wins, so the
/// result does not depend on the order of the offers. Not thread-safe.
/// </summary>
public sealed class TopK
{
    // A binary heap with the entry that would be dropped next at its root.
    private readonly (int Index, float Score)[] _heap;

    /// <param name="k">How many to keep; 0 keeps none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is negative.</exception>
    public TopK(int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        _heap = new (int, float)[k];
    }

    /// <summary>How many entries are held: the number of offers, at most k.</summary>
    public int Count { get; private set; }

    /// <summary>Considers one entry.</summary>
    /// <exception cref="ArgumentException"><paramref name="score"/> is NaN, which has no rank.</exception>
    public void Offer(int index, float score)
    {
        if (float.IsNaN(score))
            throw new ArgumentException($"The score of index {index} is NaN.", nameof(score));

        Consider(index, score);
    }

    /// <summary>
    /// Considers the entries <paramref name="firstIndex"/>, <paramref name="firstIndex"/> + 1, … Those whose score is NaN are passed over.
    /// </summary>
    /// <returns>How many had a score.</returns>
    public int OfferAll(int firstIndex, ReadOnlySpan<float> scores)
    {
        int i = 0, numbers = 0;
        for (; i + Vector256<float>.Count <= scores.Length; i += Vector256<float>.Count)
        {
            var eight = Vector256.LoadUnsafe(in MemoryMarshal.GetReference(scores), (nuint)i);
            numbers += BitOperations.PopCount(Vector256.Equals(eight, eight).ExtractMostSignificantBits());
            // Most entries of a long stream rank behind all that are held: one comparison settles eight of them. NaN is above nothing.
            var candidates = Vector256.GreaterThanOrEqual(eight, Vector256.Create(Threshold)).ExtractMostSignificantBits();
            for (; candidates != 0; candidates &= candidates - 1)
                Consider(firstIndex + i +
                    BitOperations.TrailingZeroCount(candidates), scores[i + BitOperations.TrailingZeroCount(candidates)]);
        }

        for (; i < scores.Length; i++)
        {
            if (float.IsNaN(scores[i]))
                continue;
            numbers++;
            Consider(firstIndex + i, scores[i]);
        }

        return numbers;
    }

    /// <summary>
    /// Considers everything that <paramref name="other"/> holds: selecting part by part selects the same as selecting at once.
    /// </summary>
    public void OfferAll(TopK other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (index, score) in other._heap.AsSpan(0, other.Count))
            Offer(index, score);
    }

    /// <summary>The entries held, highest score first.</summary>
    public (int Index, float Score)[] ToSortedArray()
    {
        var sorted = _heap.AsSpan(0, Count).ToArray();
        Array.Sort(sorted, static (a, b) => RanksBefore(a, b) ? -1 : RanksBefore(b, a) ? 1 : 0);
        return sorted;
    }

    /// <summary>What a score must reach to be held; an equal one may still be sent away for its index.</summary>
    private float Threshold => Count < _heap.Length ? float.NegativeInfinity : Count == 0 ? float.NaN : _heap[0].Score;

    private void Consider(int index, float score)
    {
        var entry = (index, score);
        if (Count < _heap.Length)
            SiftUp(Count++, entry);
        else if (Count > 0 && RanksBefore(entry, _heap[0]))
            SiftDown(0, entry);
    }

    private static bool RanksBefore((int Index, float Score) a, (int Index, float Score) b) =>
        a.Score > b.Score || (a.Score == b.Score && a.Index < b.Index);

    private void SiftUp(int position, (int Index, float Score) entry)
    {
        while (position > 0)
        {
            var parent = (position - 1) / 2;
            if (!RanksBefore(_heap[parent], entry))
                break;
            _heap[position] = _heap[parent];
            position = parent;
        }

        _heap[position] = entry;
    }

    private void SiftDown(int position, (int Index, float Score) entry)
    {
        while (true)
        {
            var child = (2 * position) + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && RanksBefore(_heap[child], _heap[child + 1]))
                child++;
            if (!RanksBefore(entry, _heap[child]))
                break;
            _heap[position] = _heap[child];
            position = child;
        }

        _heap[position] = entry;
    }
}
