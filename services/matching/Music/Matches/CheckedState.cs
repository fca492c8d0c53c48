using Attune.Hosting.Errors;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Contexts;
using Npgsql;

namespace Attune.Matching.Music.Matches;

/// <summary>The state of the catalogue, if it has all that a question names.</summary>
internal sealed class CheckedState(CatalogStateReader reader)
{
    /// <exception cref="ResourceNotFoundException">Unknown playlists or tracks, all of them named.</exception>
    /// <exception cref="InvalidRequestException">The answer could be larger than a message should be.</exception>
    /// <exception cref="PreconditionException">The bundle is not accepted.</exception>
    public async Task<CatalogState> ReadAsync(
        NpgsqlConnection connection, MatchQuestion question, string bundleHash, CancellationToken cancellationToken)
    {
        var state = await reader.ReadAsync(connection, question, bundleHash, cancellationToken);
        if (!state.BundleAccepted) await AcceptedBundles.CheckAsync(connection, bundleHash, cancellationToken);
        var unknown = new List<string>();
        if (question.PlaylistIds is { } playlists && playlists.Length != state.Playlists.Count)
        {
            var known = state.Playlists.Select(playlist => playlist.Id);
            unknown.Add($"playlists {Quote.List([.. playlists.Except(known, StringComparer.Ordinal)])}");
        }
        if (question.TrackIds is { } tracks && tracks.Length != state.CandidateCount)
            unknown.Add($"tracks {Quote.List(await TrackStore.UnknownAsync(connection, tracks, cancellationToken))}");
        if (unknown.Count > 0)
            throw new ResourceNotFoundException($"The catalogue has no {string.Join("; no ", unknown)}. Import them first.");
        MatchRules.CheckSize(question, state.Playlists.Count);
        return state;
    }
}
