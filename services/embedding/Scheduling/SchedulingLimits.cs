namespace Attune.Embedding.Scheduling;

/// <summary>The knobs of the scheduler, each with its value. <see cref="SchedulingOptions"/> says what they mean.</summary>
internal sealed record SchedulingLimits
{
    public required int BatchTokens { get; init; }

    public required int BatchRows { get; init; }

    public required int LongTokens { get; init; }

    public required int JoinPadding { get; init; }

    public required TimeSpan Window { get; init; }

    public required int ConcurrentBatches { get; init; }

    public required int QueueTokens { get; init; }

    public required int QueueRows { get; init; }

    public required double BackfillShare { get; init; }

    public required TimeSpan BackfillAge { get; init; }

    public required int BackfillEvery { get; init; }

    public required TimeSpan LongestWait { get; init; }
}
