namespace Attune.Matching.Scoring;

/// <summary>What of a track is shown beside its score.</summary>
internal sealed record TrackLabel(string Id, string Title, string[] Artists);
