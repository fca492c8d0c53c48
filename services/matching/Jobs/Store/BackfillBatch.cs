namespace Attune.Matching.Jobs.Store;

/// <summary>A batch with what of its job decides the work.</summary>
internal sealed class BackfillBatch
{
    public Guid JobId { get; init; }
    public int Number { get; init; }
    public string Kind { get; init; } = "";
    public string Model { get; init; } = "";
    public string Revision { get; init; } = "";

    /// <summary>That the job was planned with; empty in jobs of before.</summary>
    public string Versions { get; init; } = "";
    public string[] ItemIds { get; init; } = [];

    /// <summary>Nothing is left to do: it is finished, or its job was cancelled.</summary>
    public bool Closed { get; init; }
}
