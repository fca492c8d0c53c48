namespace Attune.Matching.Integration;

/// <summary>With the matching service and an embedding service of their own, which may be killed.</summary>
public sealed class BreakableMatchingFixture() : MatchingFixture(["embedding", "matching"]);
