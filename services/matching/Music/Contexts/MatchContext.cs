using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Matching.Music.Configs;

namespace Attune.Matching.Music.Contexts;

/// <summary>
/// The identity of a matching run: equal keys mean equal answers. It covers the user, the bundle, the versions of algorithm and genres, the
/// configuration, and both sets with ids and content.
/// </summary>
internal sealed record MatchContext(
    string Key, string UserId, string BundleHash, string ConfigHash, string PlaylistSetHash, string CandidateSetHash)
{
    public static MatchContext For(MatchQuestion question, MatchConfig config, string bundleHash, CatalogState state)
    {
        var configHash = Hash.Compute(Versions.MatchingConfig, new JsonObject
        {
            ["config"] = config.Hash,
            ["include_members"] = question.IncludeMembers,
            ["limit"] = question.Limit,
        });
        var playlistSetHash = Hash.Compute(Versions.PlaylistSet, new JsonArray(
            [.. state.Playlists.Select(playlist => new JsonArray(playlist.Id, playlist.TextHash, playlist.MembersHash))]));
        var key = Hash.Compute(Versions.MatchContext, new JsonObject
        {
            ["algorithm"] = Versions.MatchingAlgorithm,
            ["profiles"] = $"{Versions.PlaylistProfile} {Versions.ProfileText}",
            ["stage_one"] = Versions.StageOne,
            ["bundle"] = bundleHash,
            ["candidates"] = state.CandidateSetHash,
            ["config"] = configHash,
            ["genres"] = Versions.GenreTaxonomy,
            ["playlists"] = playlistSetHash,
            ["user"] = question.UserId,
        });
        return new MatchContext(key, question.UserId, bundleHash, configHash, playlistSetHash, state.CandidateSetHash);
    }
}
