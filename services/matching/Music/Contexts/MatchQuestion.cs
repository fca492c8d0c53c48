namespace Attune.Matching.Music.Contexts;

/// <summary>What was asked, checked and with its defaults filled in.</summary>
/// <param name="UserId">On whose behalf.</param>
/// <param name="PlaylistIds">Which playlists, in the caller's order; null for all of them.</param>
/// <param name="TrackIds">Which candidates; null for the whole catalogue.</param>
/// <param name="Limit">Best tracks a playlist.</param>
/// <param name="IncludeMembers">Whether members are ranked too.</param>
/// <param name="Config">Name or hash of the configuration; empty for the default.</param>
internal sealed record MatchQuestion(
    string UserId, string[]? PlaylistIds, string[]? TrackIds, int Limit, bool IncludeMembers, string Config);
