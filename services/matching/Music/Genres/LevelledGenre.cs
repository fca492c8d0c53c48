namespace Attune.Matching.Music.Genres;

/// <summary>A genre of a track.</summary>
/// <param name="Key">In the taxonomy, or negative for one that it does not know.</param>
/// <param name="Name">Its customary spelling.</param>
/// <param name="Level">Steps below the nearest genre that stands under no other: 0 for jazz, 1 for bebop.</param>
/// <param name="Score">Its share of the track, above 0; they sum up to 1.</param>
internal readonly record struct LevelledGenre(long Key, string Name, int Level, float Score);
