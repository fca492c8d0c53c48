namespace Attune.Bundles;

/// <summary>A query and a document with the score that the model is known to give them.</summary>
public sealed record GoldenPair
{
    public required string Query { get; init; }

    public required string Document { get; init; }

    /// <summary>0 to 1.</summary>
    public required float Score { get; init; }
}
