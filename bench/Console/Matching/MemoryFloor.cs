using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Bench.Matching;

/// <summary>Reading every track's vector once, and nothing else: no scoring of all pairs can take less.</summary>
internal static class MemoryFloor
{
    private const int RowsAtOnce = Tile.MostTracks;

    // Kept, so that the reading cannot be left out.
    private static float _sum;

    /// <summary>One pass, in seconds.</summary>
    public static double Read(VectorTable table, int threads)
    {
        var started = Stopwatch.GetTimestamp();
        int blocks = (table.Count + RowsAtOnce - 1) / RowsAtOnce, next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            float sum = 0;
            for (var block = Interlocked.Increment(ref next); block < blocks; block = Interlocked.Increment(ref next))
                sum += Sum(table.Rows(block * RowsAtOnce, Math.Min(RowsAtOnce, table.Count - (block * RowsAtOnce))));
            _sum = sum;
        });
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static float Sum(ReadOnlySpan<float> numbers)
    {
        // Four chains of additions, so that their latency is not what is measured.
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(numbers);
        Vector256<float> a = default, b = default, c = default, d = default;
        var i = 0;
        for (; i + 4 <= vectors.Length; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }

        for (; i < vectors.Length; i++)
            a += vectors[i];
        return Vector256.Sum(a + b + c + d);
    }
}
