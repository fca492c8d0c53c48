namespace Attune.Matching.Music.Evaluation.Tasks;

/// <summary>What there is, and the state it is in.</summary>
/// <param name="TrackIds">Of the whole catalogue.</param>
/// <param name="Playlists">In order of ids.</param>
/// <param name="Hash"><c>ec_v…</c> over ids, texts, signals and memberships: equal hashes make equal evaluations.</param>
internal sealed record CatalogListing(IReadOnlyList<string> TrackIds, IReadOnlyList<ListedPlaylist> Playlists, string Hash);
