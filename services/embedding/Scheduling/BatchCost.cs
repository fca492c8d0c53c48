using System.Runtime.InteropServices;

namespace Attune.Embedding.Scheduling;

/// <summary>What a batch of a model costs, measured before it serves.</summary>
/// <param name="Overhead">
/// The part that does not depend on its tokens, in tokens. It decides how much padding is worth avoiding a batch, and it differs widely:
/// on a CPU about 4 for a transformer, about 70 for an embedding table.
/// </param>
/// <param name="SecondsPerToken">Time of a token in the larger batch, so that the first calls find an estimate.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchCost(int Overhead, double SecondsPerToken)
{
    /// <summary>
    /// Rows of the larger batch on a CPU, where a token more takes its time from the first. On a GPU it must be a full batch.
    /// </summary>
    public const int CpuRows = 8;

    private const int Length = 8, LeastOverhead = 4, MostOverhead = 512, FewestRuns = 5, MostRuns = 10_000;
    private static readonly TimeSpan ShortestMeasurement = TimeSpan.FromMilliseconds(40);

    /// <summary>Measures a model with one row and with several of 8 tokens: some 40 ms, or a few seconds for a large model.</summary>
    public static BatchCost Measure(IBatchRunner runner, int rows, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        PackedBatch small = Pack(runner, 1), large = Pack(runner, rows);
        var (smallBest, largeBest) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        var started = time.GetTimestamp();
        // By turns, so that a busy moment of the machine meets both; the best run is the one that was not disturbed.
        for (var run = 0; run < FewestRuns || (time.GetElapsedTime(started) < ShortestMeasurement && run < MostRuns); run++)
        {
            smallBest = Faster(smallBest, Time(runner, small, time));
            largeBest = Faster(largeBest, Time(runner, large, time));
        }

        var perToken = (largeBest - smallBest).TotalSeconds / ((rows - 1) * Length);
        var overhead = perToken > 0 ? (smallBest.TotalSeconds / perToken) - Length : MostOverhead;
        return new BatchCost((int)Math.Clamp(Math.Round(overhead), LeastOverhead, MostOverhead), largeBest.TotalSeconds / (rows * Length));
    }

    private static PackedBatch Pack(IBatchRunner runner, int rows)
    {
        Span<int> ids = stackalloc int[Length];
        ids.Fill(runner.PadId);
        var batch = new PackedBatch();
        batch.Reset(runner, rows, Length);
        for (var i = 0; i < rows; i++)
            batch.Add(ids, []);
        return batch;
    }

    private static TimeSpan Time(IBatchRunner runner, PackedBatch batch, TimeProvider time)
    {
        var started = time.GetTimestamp();
        runner.Run(batch);
        return time.GetElapsedTime(started);
    }

    private static TimeSpan Faster(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
