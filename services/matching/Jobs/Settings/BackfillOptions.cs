namespace Attune.Matching.Jobs.Settings;

/// <summary>How backfills are cut and worked on. Section <c>Backfill</c>.</summary>
internal sealed class BackfillOptions
{
    /// <summary>The section that is bound.</summary>
    public const string Section = "Backfill";

    /// <summary>Items in a batch: the most work that a killed worker repeats.</summary>
    public int BatchSize { get; set; } = 1_000;

    /// <summary>Batches that one process has in hand at a time. With one, nothing is computed while the next one is looked up.</summary>
    public int Concurrency { get; set; } = 2;

    /// <summary>
    /// Messages that one process takes from the broker before it works on them; at least <see cref="Concurrency"/>, 0 means twice that.
    /// </summary>
    public int Prefetch { get; set; }

    /// <summary>
    /// Batches of one job that are announced and not done yet, at most: what comes after them does not wait behind the whole of a large
    /// job.
    /// </summary>
    public int Ahead { get; set; } = 256;

    /// <summary>
    /// How often jobs are looked at while none is open: for those that another process has left, for what waits and for dead letters. While
    /// one is open it is every second at least.
    /// </summary>
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A batch whose message was confirmed this long ago and that is still not done is announced again, where the queue is empty.
    /// </summary>
    public TimeSpan RepublishAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a worker holds a message through an outage. After that it sends a new one in its place, before the broker loses patience
    /// (30 minutes by default).
    /// </summary>
    public TimeSpan HoldLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether a change of the catalogue starts backfills of just what it makes stale.</summary>
    public bool FollowChanges { get; set; } = true;
}
