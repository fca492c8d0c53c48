using System.Text.Json.Serialization;
using Attune.Chaos.Queues;

namespace Attune.Chaos.Reports;

/// <summary>What became of a message that kills whoever handles it, and of all the others.</summary>
internal sealed record PoisonReport : IChaosReport
{
    public string Scenario => "poison";

    public required int Items { get; init; }

    /// <summary>Workers that died of it.</summary>
    public required int Kills { get; init; }

    public required int MostKills { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Items of other batches that were done while workers died of it.</summary>
    public required long DoneMeanwhile { get; init; }

    public required DeadLetter[] DeadLetters { get; init; }

    public required string JobState { get; init; }

    /// <summary>What the poisoned batch's row says.</summary>
    public required string BatchError { get; init; }

    public required CatalogueAudit Audit { get; init; }

    [JsonIgnore]
    public IEnumerable<(string Name, string Value)> Figures =>
    [
        ("items", $"{Items:N0} in batches of {BatchSize}"),
        ("workers that died of the message", $"{Kills}"),
        ("dead letters", DeadLetters.Length == 0 ? "0" : $"{DeadLetters.Length}: {DeadLetters[0].Body}, {DeadLetters[0].Reason}"),
        ("items done while workers died of it", $"{DoneMeanwhile:N0}"),
        ("the job", $"{JobState}, {Audit.Failed} items failed: {BatchError}"),
        ("rows", $"{Audit.Rows:N0} of {Audit.Tracks:N0}, {Audit.Duplicates} duplicates"),
    ];

    public IReadOnlyList<Bound> Bounds =>
    [
        new($"dead after at most {MostKills} kills, with its reason", DeadLetters is [{ Reason.Length: > 0 }] && Kills <= MostKills),
        new("other batches went on meanwhile, and all are done", DoneMeanwhile > 0 && Audit is { OpenBatches: 0, Unplanned: 0 }),
        new("its items, and no others, are booked as failed", Audit.Failed == BatchSize && Audit.Lost == BatchSize && BatchError.Length > 0),
        new("0 duplicate rows, every item booked once", Audit is { Duplicates: 0, Miscounted: 0 }),
    ];
}
