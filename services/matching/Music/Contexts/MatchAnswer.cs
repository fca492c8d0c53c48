namespace Attune.Matching.Music.Contexts;

/// <summary>What a match found, and what it rests on.</summary>
/// <param name="Ranked">Per playlist id, best first.</param>
/// <param name="Basis">Counts of what it took, or would have taken.</param>
/// <param name="Unranked">What it could not rank.</param>
/// <param name="Refused">What it goes without.</param>
internal sealed record MatchAnswer(
    IReadOnlyDictionary<string, IReadOnlyList<ScoredTrack>> Ranked, MatchBasis Basis, Unranked Unranked, RefusedOutputs Refused);
