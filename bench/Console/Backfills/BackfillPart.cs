namespace Attune.Bench.Backfills;

/// <summary>What of the bench of backfills runs.</summary>
internal enum BackfillPart
{
    /// <summary>Throughput with a transformer of MiniLM's shape.</summary>
    Transformer,

    /// <summary>Throughput with the built-in model.</summary>
    BuiltIn,

    /// <summary>Stored matches beside a backfill with the built-in model.</summary>
    Matches,
}
