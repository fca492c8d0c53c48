using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;

namespace Attune.Matching.Music.Profiles;

/// <summary>
/// The content hash of a profile. It changes with the playlist's own text and analysis, with its membership, with what its members say,
/// sound like and belong to, and with the models; with nothing else. The order of the members is not part of it.
/// </summary>
internal static class ProfileIdentity
{
    /// <param name="playlist">Text and members, as hashes.</param>
    /// <param name="bundle">Where the vectors and emotions come from.</param>
    /// <param name="parts">Which of them the profile has.</param>
    public static string HashOf(PlaylistState playlist, ServingBundle bundle, ProfileParts parts) =>
        Hash.Compute(Versions.PlaylistProfile, new JsonObject
    {
        ["embedder"] = parts.Vectors ? Json(bundle.Embedder) : null,
        ["emotions"] = parts.Emotions ? Json(bundle.Emotions!.Key) : null,
        ["genres"] = Versions.GenreTaxonomy,
        ["members"] = playlist.MembersHash,
        ["query_text"] = Versions.ProfileText,
        ["text"] = playlist.TextHash,
    });

    private static JsonArray Json(ModelKey model) => [model.Name, model.Revision, model.Dims];
}
