namespace Attune.Matching.Music.Retrieval;

/// <summary>How near vectors are found. Section <c>Retrieval</c>.</summary>
internal sealed class RetrievalOptions
{
    /// <summary>
    /// Neighbours that an element keeps on each layer of the graph, 2 to 100: more find more and take more memory. Counts when an index is
    /// built.
    /// </summary>
    public int M { get; set; } = 16;

    /// <summary>Candidates that are looked at when an element enters the graph, 2 × M to 1,000. Counts when an index is built.</summary>
    public int EfConstruction { get; set; } = 64;

    /// <summary>
    /// Candidates that a search keeps, 1 to 1,000: more find more and take longer. A search that wants more results keeps as many as it
    /// wants.
    /// </summary>
    public int EfSearch { get; set; } = 200;

    /// <summary>Whether a search goes on when too few of its candidates pass the filters.</summary>
    public IterativeScan IterativeScan { get; set; } = IterativeScan.StrictOrder;

    /// <summary>Vectors that one search visits at most. What it lacks then is looked up without the index.</summary>
    public int MaxScanTuples { get; set; } = 20_000;

    /// <summary>
    /// Vectors of a model below which it gets no index: comparing with all of them takes milliseconds, is exact, and costs nothing when one
    /// is written.
    /// </summary>
    public int MinRows { get; set; } = 1_000;

    /// <summary>
    /// Memory of the database for building an index, in MiB. A graph that outgrows it is finished on disk, many times more slowly.
    /// </summary>
    public int MaintenanceMegabytes { get; set; } = 512;

    /// <summary>
    /// How often the serving model's index is looked for, and how long to wait for a build by somebody else before looking again.
    /// </summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromMinutes(1);
}
