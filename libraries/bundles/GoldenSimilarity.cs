namespace Attune.Bundles;

/// <summary>A query and a document with the cosine of their vectors that the model is known to give.</summary>
public sealed record GoldenSimilarity
{
    public required string Query { get; init; }

    public required string Document { get; init; }

    /// <summary>-1 to 1.</summary>
    public required float Cosine { get; init; }
}
