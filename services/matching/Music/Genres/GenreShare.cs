namespace Attune.Matching.Music.Genres;

/// <summary>A genre's part of a distribution.</summary>
/// <param name="Key">Key of the genre in the taxonomy, or a negative one.</param>
/// <param name="Name">Its customary spelling.</param>
/// <param name="Weight">Greater than 0; the weights of a distribution add up to 1.</param>
internal readonly record struct GenreShare(long Key, string Name, double Weight);
