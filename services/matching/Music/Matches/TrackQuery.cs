namespace Attune.Matching.Music.Matches;

/// <summary>What is looked for, checked and with its defaults filled in.</summary>
/// <param name="PlaylistId">For which playlist; null when a text says it.</param>
/// <param name="Text">In words; null when a playlist says it.</param>
/// <param name="Limit">Best tracks.</param>
/// <param name="IncludeMembers">Whether members are ranked too.</param>
/// <param name="Config">Name or hash of the configuration; empty for the default.</param>
/// <param name="Candidates">How many are retrieved.</param>
internal sealed record TrackQuery(string? PlaylistId, string? Text, int Limit, bool IncludeMembers, string Config, int Candidates);
