namespace Attune.Bench.Backfills;

/// <summary>Medians over the rounds.</summary>
internal sealed record BackfillReport
{
    public required string Model { get; init; }

    public required int Items { get; init; }

    /// <summary>Of the embedding service, one stream at backfill priority, nothing else at work.</summary>
    public required double AloneTextsPerSecond { get; init; }

    public required double ItemsPerSecond { get; init; }

    /// <summary>Round by round, the second over the first.</summary>
    public required double Ratio { get; init; }

    /// <summary>Shares of the time that batches were in hand, by stage.</summary>
    public required IReadOnlyDictionary<string, double> Stages { get; init; }

    public required Repetition Again { get; init; }
}
