namespace Attune.Matching.Music.Contexts;

/// <summary>The numbers that an answer rests on, whether they were computed for it or found.</summary>
/// <param name="Pairs">(playlist, track) pairs that stage 1 ranks.</param>
/// <param name="Vectors">Of playlists, candidates and members.</param>
/// <param name="Emotions">Distributions of candidates and members.</param>
/// <param name="Profiles">Of playlists.</param>
/// <param name="RerankPairs">Pairs that stage 2 scores.</param>
internal sealed record MatchBasis(long Pairs, long Vectors, long Emotions, long Profiles, long RerankPairs);
