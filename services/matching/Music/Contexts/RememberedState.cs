namespace Attune.Matching.Music.Contexts;

/// <summary>What a question's part of the catalogue was at one version of it.</summary>
/// <param name="Version">Grows with every committed change of the catalogue.</param>
/// <param name="Playlists">In order of their ids.</param>
/// <param name="CandidateCount">How many tracks are candidates.</param>
/// <param name="CandidateSetHash"><c>cs_v…</c>.</param>
internal sealed record RememberedState(long Version, IReadOnlyList<PlaylistState> Playlists, long CandidateCount, string CandidateSetHash);
