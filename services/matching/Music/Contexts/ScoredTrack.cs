
namespace Attune.Matching.Music.Contexts;

/// <summary>One result of a match.</summary>
/// <param name="TrackId">Which track.</param>
/// <param name="Title">Its title now.</param>
/// <param name="Artists">Its artists now.</param>
/// <param name="Score">0 to 1: blended where stage 2 has scored it, stage 1's otherwise.</param>
/// <param name="StageOne">0 to 1.</param>
/// <param name="Rerank">Stage 2's, 0 to 1; null where it has not been asked.</param>
/// <param name="Signals">One value for each signal of the configuration; NaN for one that the pair lacks.</param>
internal sealed record ScoredTrack(
    string TrackId, string Title, IReadOnlyList<string> Artists, double Score, double StageOne, float? Rerank, float[] Signals);
