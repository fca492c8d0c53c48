namespace Attune.Matching.Music.Genres;

/// <summary>A genre and all that stands above it.</summary>
/// <param name="Key">
/// Identity within one version of the taxonomy: 0, 1, 2, … for its genres, negative for a genre that it does not know.
/// </param>
/// <param name="Name">The customary spelling; for an unknown genre the caller's.</param>
/// <param name="Lineage">The genre itself at distance 0, then every ancestor once, at the length of the shortest way up; by key.</param>
internal sealed record Genre(long Key, string Name, IReadOnlyList<(long Key, string Name, int Distance)> Lineage);
