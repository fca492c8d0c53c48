namespace Attune.Matching.Matches;

/// <summary>What of a track is shown beside its score, and what the reranker reads.</summary>
internal sealed record TrackDocument(string Title, IReadOnlyList<string> Artists, string Text, string TextHash);
