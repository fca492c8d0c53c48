namespace Attune.Matching.Integration;

/// <summary>With the matching service itself, as a process over the same database.</summary>
public sealed class ServedMatchingFixture() : MatchingFixture(["matching"]);
