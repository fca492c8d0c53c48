namespace Attune.Matching.Contexts;

/// <summary>What a match found, and what finding it took the first time.</summary>
/// <param name="Ranked">Per playlist id, best first.</param>
/// <param name="Pairs">(playlist, track) pairs scored.</param>
/// <param name="Vectors">Vectors that the scores rest on.</param>
internal sealed record MatchAnswer(IReadOnlyDictionary<string, IReadOnlyList<ScoredTrack>> Ranked, long Pairs, long Vectors);
