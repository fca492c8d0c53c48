namespace Attune.Matching.Backfills;

/// <summary>A batch with what of its job decides the work.</summary>
internal sealed class BackfillBatch
{
    public Guid JobId { get; init; }
    public int Number { get; init; }
    public string Kind { get; init; } = "";
    public string Model { get; init; } = "";
    public string Revision { get; init; } = "";
    public string[] ItemIds { get; init; } = [];
    public bool Finished { get; init; }
}
