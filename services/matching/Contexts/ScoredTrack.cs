namespace Attune.Matching.Contexts;

/// <summary>One result of a match.</summary>
internal sealed record ScoredTrack(string TrackId, string Title, IReadOnlyList<string> Artists, double Score);
