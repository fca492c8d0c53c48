namespace Attune.Matching.Contexts;

/// <summary>All inputs of a match that live in the catalogue, as identities.</summary>
/// <param name="Playlists">In order of their ids.</param>
/// <param name="CandidateCount">How many tracks are candidates.</param>
/// <param name="CandidateSetHash"><c>cs_v…</c> over ids and content hashes.</param>
internal sealed record CatalogState(IReadOnlyList<PlaylistState> Playlists, long CandidateCount, string CandidateSetHash);
