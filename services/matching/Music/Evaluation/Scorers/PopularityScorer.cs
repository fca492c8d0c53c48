using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>
/// In how many playlists a track is. The playlist that is asked about does not count: for a held-out member it would tell the answer, and
/// no other candidate is in it.
/// </summary>
internal sealed class PopularityScorer(CatalogListing catalog) : CaseByCaseScorer
{
    private readonly Dictionary<string, HashSet<string>> _playlists = catalog.Playlists
        .SelectMany(playlist => playlist.MemberIds.Select(track => (Track: track, Playlist: playlist.Id)))
        .GroupBy(pair => pair.Track, pair => pair.Playlist, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    protected override IReadOnlyList<RankedTrack> Rank(ScoringQuestion question) => RankedTrack.Rank(question.CandidateIds, id =>
        _playlists.TryGetValue(id, out var playlists) ? playlists.Count - (playlists.Contains(question.PlaylistId) ? 1 : 0) : 0);
}
