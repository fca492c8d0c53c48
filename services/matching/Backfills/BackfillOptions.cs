namespace Attune.Matching.Backfills;

/// <summary>How backfills are cut and worked on. Section <c>Backfill</c>.</summary>
internal sealed class BackfillOptions
{
    /// <summary>Items in a batch: the most work that a killed worker repeats.</summary>
    public int BatchSize { get; set; } = 32;

    /// <summary>Batches that one process has in hand at a time.</summary>
    public int Concurrency { get; set; } = 2;

    /// <summary>Messages that one process takes from the broker before it works on them; at least <see cref="Concurrency"/>.</summary>
    public int Prefetch { get; set; } = 4;

    /// <summary>How often unfinished jobs are looked at for planning and for messages that got lost.</summary>
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A batch whose message was confirmed this long ago and that is still not done is announced again.</summary>
    public TimeSpan RepublishAfter { get; set; } = TimeSpan.FromMinutes(5);
}
