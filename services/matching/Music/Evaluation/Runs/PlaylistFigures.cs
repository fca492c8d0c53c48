namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>One playlist's figures, means over its folds.</summary>
/// <param name="Id">Of the playlist.</param>
/// <param name="Members">How many it has.</param>
/// <param name="Values">In the order of the run's metrics.</param>
internal sealed record PlaylistFigures(string Id, int Members, IReadOnlyList<double> Values);
