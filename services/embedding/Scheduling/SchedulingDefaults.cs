namespace Attune.Embedding.Scheduling;

/// <summary>What suits a kind of device.</summary>
internal static class SchedulingDefaults
{
    // A transformer on a CPU: batching makes it 1.5 times as fast at 8 tokens, 1.2 times at 16 and no faster from 64 on.
    private const int TypicalOverhead = 4;

    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="batchOverhead">What <see cref="BatchCost"/> measured of a model on a cpu; for a transformer where left out.</param>
    public static SchedulingLimits For(string device, int batchOverhead = TypicalOverhead) => device switch
    {
        "cpu" => CpuFor(batchOverhead),
        "cuda" => Cuda,
        _ => throw new ArgumentOutOfRangeException(nameof(device), device, "Known are cpu and cuda."),
    };

    // A row joins a batch where that costs less padding than a batch of its own would. Where the overhead is less than a sixteenth,
    // rows go alone and batches grow no further: they would gain next to nothing and keep others waiting. Two batches beside each other get
    // no more done than one with all threads.
    private static SchedulingLimits CpuFor(int batchOverhead) => new()
    {
        BatchTokens = Math.Clamp(16 * batchOverhead, 128, 512),
        BatchRows = 256,
        LongTokens = 16 * batchOverhead,
        JoinPadding = batchOverhead,
        Window = TimeSpan.Zero,
        ConcurrentBatches = 1,
        QueueTokens = 1 << 18,
        QueueRows = 1 << 13,
        BackfillShare = 0.5,
        BackfillAge = TimeSpan.FromSeconds(2),
        BackfillEvery = 8,
        LongestWait = TimeSpan.FromSeconds(30),
    };

    // A GPU computes a whole batch in the time that launching it takes unless the batch is large, so padding is cheap.
    private static SchedulingLimits Cuda { get; } = CpuFor(TypicalOverhead) with
    {
        BatchTokens = 1 << 14,
        BatchRows = 1 << 10,
        LongTokens = int.MaxValue,
        JoinPadding = 512,
        Window = TimeSpan.FromMilliseconds(2),
        QueueTokens = 1 << 22,
        QueueRows = 1 << 16,
    };
}
