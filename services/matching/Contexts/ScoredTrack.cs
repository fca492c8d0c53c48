namespace Attune.Matching.Contexts;

/// <summary>One result of a match.</summary>
/// <param name="TrackId">Which track.</param>
/// <param name="Title">Its title now.</param>
/// <param name="Artists">Its artists now.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Signals">One value for each signal of the configuration; NaN for one that the pair lacks.</param>
internal sealed record ScoredTrack(string TrackId, string Title, IReadOnlyList<string> Artists, double Score, float[] Signals);
