namespace Attune.Embedding.Scheduling;

/// <summary>What suits a kind of device.</summary>
internal static class SchedulingDefaults
{
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    public static SchedulingLimits For(string device) => device switch
    {
        "cpu" => Cpu,
        "cuda" => Cuda,
        _ => throw new ArgumentOutOfRangeException(nameof(device), device, "Known are cpu and cuda."),
    };

    // Batching makes a transformer 1.5 times as fast at 8 tokens, 1.2 times at 16 and no faster from 64 on: a batch costs about
    // as much as 4 tokens besides its own. Two batches beside each other get no more done than one with all threads.
    private static SchedulingLimits Cpu { get; } = new()
    {
        BatchTokens = 512,
        BatchRows = 256,
        LongTokens = 64,
        JoinPadding = 16,
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
    private static SchedulingLimits Cuda { get; } = Cpu with
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
