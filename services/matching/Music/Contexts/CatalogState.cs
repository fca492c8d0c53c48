using Attune.Matching.Music.Configs;

namespace Attune.Matching.Music.Contexts;

/// <summary>All inputs of a match that live in the store, as identities.</summary>
/// <param name="Version">Of the catalogue; null when it changed while it was read.</param>
/// <param name="Playlists">In order of their ids.</param>
/// <param name="CandidateCount">How many tracks are candidates.</param>
/// <param name="CandidateSetHash"><c>cs_v…</c> over ids, content hashes and signals.</param>
/// <param name="StoredConfig">What the store has for the configuration asked for; null when it has none like that.</param>
/// <param name="BundleAccepted">Whether the serving bundle may answer (see <see cref="AcceptedBundles"/>).</param>
internal sealed record CatalogState(
    long? Version, IReadOnlyList<PlaylistState> Playlists, long CandidateCount, string CandidateSetHash, NamedConfig? StoredConfig,
    bool BundleAccepted);
