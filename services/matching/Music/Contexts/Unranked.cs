namespace Attune.Matching.Music.Contexts;

/// <summary>What has none of the signals that a configuration weighs.</summary>
/// <param name="Tracks">Candidates, which no playlist ranks.</param>
/// <param name="Playlists">For which nothing is ranked.</param>
internal sealed record Unranked(long Tracks, long Playlists);
