namespace Attune.Embedding.Scheduling;

/// <summary>
/// What a batch costs besides its tokens, in tokens. It decides how much padding is worth avoiding a batch, and it differs widely:
/// about 4 for a transformer on a CPU, about 70 for an embedding table.
/// </summary>
internal static class BatchOverhead
{
    private const int Length = 8, Rows = 8, Least = 1, Most = 512, FewestRuns = 3, MostRuns = 10_000;
    private static readonly TimeSpan ShortestMeasurement = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Measures it for a model on a CPU, from one row and from several; on a GPU both take the same time. Two seconds for a large model.
    /// </summary>
    public static int Measure(IBatchRunner runner, TimeProvider time)
    {
        PackedBatch small = Pack(runner, 1), large = Pack(runner, Rows);
        var (smallBest, largeBest) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        long started = time.GetTimestamp();
        // By turns, so that a busy moment of the machine meets both; the best run is the one that was not disturbed.
        for (int run = 0; run < FewestRuns || (time.GetElapsedTime(started) < ShortestMeasurement && run < MostRuns); run++)
        {
            smallBest = Faster(smallBest, Time(runner, small, time));
            largeBest = Faster(largeBest, Time(runner, large, time));
        }

        double perToken = (largeBest - smallBest).TotalSeconds / ((Rows - 1) * Length);
        return perToken > 0 ? (int)Math.Clamp(Math.Round((smallBest.TotalSeconds / perToken) - Length), Least, Most) : Most;
    }

    private static PackedBatch Pack(IBatchRunner runner, int rows)
    {
        Span<int> ids = stackalloc int[Length];
        ids.Fill(runner.PadId);
        var batch = new PackedBatch();
        batch.Reset(runner, rows, Length);
        for (int i = 0; i < rows; i++)
            batch.Add(ids, []);
        return batch;
    }

    private static TimeSpan Time(IBatchRunner runner, PackedBatch batch, TimeProvider time)
    {
        long started = time.GetTimestamp();
        runner.Run(batch);
        return time.GetElapsedTime(started);
    }

    private static TimeSpan Faster(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
