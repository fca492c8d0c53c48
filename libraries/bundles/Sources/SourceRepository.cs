namespace Attune.Bundles.Sources;

/// <summary>A repository of a model hub.</summary>
public sealed record SourceRepository
{
    /// <summary>Owner and name: <c>intfloat/multilingual-e5-large-instruct</c>.</summary>
    public required string Id { get; init; }

    /// <summary>A commit (40 hex digits), or a branch or tag, which the first pull resolves and the lock file pins.</summary>
    public required string Revision { get; init; }
}
