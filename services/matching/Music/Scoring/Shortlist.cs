namespace Attune.Matching.Music.Scoring;

/// <summary>What stage 1 found for one playlist.</summary>
/// <param name="Hits">Best first; equal scores in order of rows.</param>
/// <param name="Pairs">Tracks that had a score.</param>
internal sealed record Shortlist(IReadOnlyList<Hit> Hits, long Pairs);
