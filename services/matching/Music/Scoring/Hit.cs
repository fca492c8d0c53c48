namespace Attune.Matching.Music.Scoring;

/// <param name="Row">Which track.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Signals">One value a signal, in their order; NaN for one that the pair lacks.</param>
internal sealed record Hit(int Row, float Score, float[] Signals);
