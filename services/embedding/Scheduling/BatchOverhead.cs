namespace Attune.Embedding.Scheduling;

/// <summary>
/// What a batch costs besides its tokens, in tokens. It decides how much padding is worth avoiding a batch, and it differs widely:
/// about 4 for a transformer on a CPU, about 70 for an embedding table.
/// </summary>
internal static class BatchOverhead
{
    private const int Length = 8, Rows = 8, Least = 1, Most = 512, FewestRuns = 3;
    private static readonly TimeSpan ShortestMeasurement = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Measures it for a model on a CPU, from one row and from several; on a GPU both take the same time. Two seconds for a large model.
    /// </summary>
    public static int Measure(IBatchRunner runner, TimeProvider time)
    {
        double one = Best(runner, 1, time), several = Best(runner, Rows, time);
        double perToken = (several - one) / ((Rows - 1) * Length);
        return perToken > 0 ? (int)Math.Clamp(Math.Round((one / perToken) - Length), Least, Most) : Most;
    }

    /// <summary>Seconds of the best run: the others were disturbed.</summary>
    private static double Best(IBatchRunner runner, int rows, TimeProvider time)
    {
        Span<int> ids = stackalloc int[Length];
        ids.Fill(runner.PadId);
        var batch = new PackedBatch();
        batch.Reset(runner, rows, Length);
        for (int i = 0; i < rows; i++)
            batch.Add(ids, []);

        var (best, total) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (int run = 0; run < FewestRuns || total < ShortestMeasurement; run++)
        {
            long started = time.GetTimestamp();
            runner.Run(batch);
            var took = time.GetElapsedTime(started);
            best = took < best ? took : best;
            total += took;
        }

        return best.TotalSeconds;
    }
}
