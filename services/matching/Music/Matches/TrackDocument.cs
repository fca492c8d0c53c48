namespace Attune.Matching.Music.Matches;

/// <summary>What of a track is shown beside its score, and what the reranker reads.</summary>
/// <param name="Title">Of the track.</param>
/// <param name="Artists">Of the track.</param>
/// <param name="Text">Canonical.</param>
/// <param name="TextHash"><c>te_v…</c> of the text.</param>
/// <param name="IsSilent">The embedder knows none of its words: nothing is to be learned from reading it.</param>
internal sealed record TrackDocument(string Title, IReadOnlyList<string> Artists, string Text, string TextHash, bool IsSilent);
