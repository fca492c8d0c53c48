namespace Attune.Bench.Overload;

/// <summary>The figures of one <see cref="OverloadBench"/>.</summary>
internal sealed record OverloadReport
{
    public required bool Crashed { get; init; }

    public required double PeakTokensPerSecond { get; init; }

    /// <summary>Load in units of the peak.</summary>
    public required double Factor { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Tokens answered a second under overload, in units of the peak.</summary>
    public required double GoodputShare { get; init; }

    public required long Answered { get; init; }

    public required long Refused { get; init; }

    public required long RefusedWithRetryInfo { get; init; }

    /// <summary>Answers that are neither success nor a refusal.</summary>
    public required string[] Failures { get; init; }

    /// <summary>Resident bytes.</summary>
    public required long MemoryBefore { get; init; }

    public required long MemoryAfter { get; init; }

    /// <summary>Interactive calls of one text, nothing else at work.</summary>
    public required Latency UnloadedMilliseconds { get; init; }

    /// <summary>The same beside a backfill at full speed.</summary>
    public required Latency LoadedMilliseconds { get; init; }

    /// <summary>Time of one text in a call of many.</summary>
    public required double TextMilliseconds { get; init; }

    public required double BackfillShareOfPeak { get; init; }
}
