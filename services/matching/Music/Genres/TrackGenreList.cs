namespace Attune.Matching.Music.Genres;

/// <summary>A track's own list of genres, most fitting first.</summary>
internal readonly record struct TrackGenreList(string TrackId, IReadOnlyList<string> Genres);
