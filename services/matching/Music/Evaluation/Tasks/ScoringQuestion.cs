namespace Attune.Matching.Music.Evaluation.Tasks;

/// <summary>What a scorer is told: nothing in it says which candidates were members.</summary>
/// <param name="PlaylistId">Whose text may be read.</param>
/// <param name="Fold">Which of the playlist's splits.</param>
/// <param name="VisibleIds">Members that are not held out, in the playlist's order.</param>
/// <param name="CandidateIds">In order of ids.</param>
internal sealed record ScoringQuestion(string PlaylistId, int Fold, string[] VisibleIds, string[] CandidateIds);
