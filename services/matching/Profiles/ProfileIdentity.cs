using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Matching.Contexts;
using Attune.Matching.Embeddings;

namespace Attune.Matching.Profiles;

/// <summary>
/// The content hash of a profile. It changes with the playlist's own text and analysis, with its membership, with what its members say, sound like and
/// belong to, and with the models; with nothing else. The order of the members is not part of it.
/// </summary>
internal static class ProfileIdentity
{
    /// <param name="playlist">Text and members, as hashes.</param>
    /// <param name="bundle">Where the vectors and emotions come from.</param>
    /// <param name="withEmotions">Whether the profile has emotions.</param>
    public static string HashOf(PlaylistState playlist, ServingBundle bundle, bool withEmotions) => Hash.Compute(Versions.PlaylistProfile, new JsonObject
    {
        ["embedder"] = Json(bundle.Embedder),
        ["emotions"] = withEmotions && bundle.Emotions is { } emotions ? Json(emotions.Key) : null,
        ["genres"] = Versions.GenreTaxonomy,
        ["members"] = playlist.MembersHash,
        ["query_text"] = Versions.ProfileText,
        ["text"] = playlist.TextHash,
    });

    private static JsonArray Json(ModelKey model) => [model.Name, model.Revision, model.Dims];
}
