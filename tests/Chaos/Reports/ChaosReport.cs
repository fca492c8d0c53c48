using System.Text.Json.Serialization;
using Attune.Chaos.Queues;

namespace Attune.Chaos.Reports;

/// <summary>What a disturbed backfill left behind.</summary>
internal sealed record ChaosReport : IChaosReport
{
    public required string Scenario { get; init; }

    public required int Items { get; init; }

    public required int BatchSize { get; init; }

    public required int Workers { get; init; }

    /// <summary>Of the whole backfill, disturbances included.</summary>
    public required double Seconds { get; init; }

    public required IReadOnlyList<Disturbance> Disturbances { get; init; }

    public required CatalogueAudit Audit { get; init; }

    /// <summary>Texts that the embedding service ran, by its own count. One that is killed takes what it counted in its last fifth of a second with it.</summary>
    public required long Embedded { get; init; }

    /// <summary>How often a worker began a batch beyond the first time; what was stored of it is not computed again.</summary>
    public required long BegunAgain { get; init; }

    /// <summary>Messages that are still in the queue.</summary>
    public required long MessagesLeft { get; init; }

    public required DeadLetter[] DeadLetters { get; init; }

    public required int ExpectedDeadLetters { get; init; }

    /// <summary>How many disturbances there should have been.</summary>
    public required int Planned { get; init; }

    /// <summary>Worker processes that each of them hits: of a killed worker one, of a server all that use it. 0 where what is repeated has no bound.</summary>
    public required int ProcessesHit { get; init; }

    /// <summary>Texts that ran though their vector was stored by another run of them.</summary>
    public long Recomputed => Embedded - Audit.Rows;

    /// <summary>Batches' worth of texts that ran again, for one disturbance and one process that it hit.</summary>
    public double BatchesRecomputedEach => Disturbances.Count == 0 ? 0 : (double)Recomputed / BatchSize / Disturbances.Count / Math.Max(1, ProcessesHit);

    /// <summary>Every bound, with whether it holds.</summary>
    public IReadOnlyList<Bound> Bounds =>
    [
        new($"{Planned} disturbances while the backfill ran", Disturbances.Count == Planned),
        new("0 items lost", Audit is { Lost: 0, Unplanned: 0, OpenBatches: 0, Failed: 0 }),
        new("0 duplicate rows", Audit is { Duplicates: 0, PlannedTwice: 0 } && Audit.Rows == Audit.Tracks),
        new("every item booked once", Audit.Miscounted == 0),
        .. Repetition,
        new($"nothing left in the queue, {ExpectedDeadLetters} dead letters, each with a reason", MessagesLeft == 0 && DeadLetters.Length == ExpectedDeadLetters && DeadLetters.All(x => x.Reason.Length > 0)),
    ];

    private IEnumerable<Bound> Repetition => ProcessesHit switch
    {
        0 => [],
        1 => [new("at most one batch recomputed a kill", BatchesRecomputedEach <= 1)],
        _ => [new($"at most one batch recomputed a disturbance and each of {ProcessesHit} processes", BatchesRecomputedEach <= 1)],
    };

    [JsonIgnore]
    public IEnumerable<(string Name, string Value)> Figures =>
    [
        ("items", $"{Items:N0} in batches of {BatchSize}, {Workers} processes work"),
        ("time", $"{Seconds:0.0} s, {Items / Seconds:N0} items/s"),
        ("disturbances", $"{Disturbances.Count}"),
        ("items lost", $"{Audit.Lost}"),
        ("duplicate rows", $"{Audit.Duplicates}"),
        ("items recomputed", $"{Recomputed:N0} ({Embedded:N0} texts ran for {Audit.Rows:N0} rows): {(Disturbances.Count == 0 ? 0 : (double)Recomputed / BatchSize / Disturbances.Count):0.00} batches a disturbance"),
        ("batches begun again", $"{BegunAgain}"),
        ("messages left / dead", $"{MessagesLeft} / {DeadLetters.Length}"),
        .. DeadLetters.DistinctBy(x => x.Reason).Select(x => ("dead letter", x.Reason)),
        .. Recovery.Select(x => ($"{x.Target} ({x.Count})", $"serves again after {x.MedianBack:0.0} s (at most {x.MaxBack:0.0}), work goes on after {x.MedianRecovery:0.0} s (at most {x.MaxRecovery:0.0})")),
    ];

    public IEnumerable<RecoveryTimes> Recovery => Disturbances.GroupBy(x => x.Target, StringComparer.Ordinal).Select(x => RecoveryTimes.Of(x.Key, [.. x])).OrderBy(x => x.Target, StringComparer.Ordinal);
}
