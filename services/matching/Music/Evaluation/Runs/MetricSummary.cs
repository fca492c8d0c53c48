namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>One figure over all playlists.</summary>
/// <param name="Name">Such as <c>ndcg@10</c>.</param>
/// <param name="Value">Mean over the playlists, 0 to 1.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Chance">What a random order gets on average, by formula.</param>
internal sealed record MetricSummary(string Name, double Value, double Low, double High, double Chance);
