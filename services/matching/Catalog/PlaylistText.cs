using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Catalog;

/// <summary>
/// The canonical text of a playlist: what is embedded as a query. Any change to what this returns is a new
/// <see cref="Versions.PlaylistText"/>.
/// </summary>
internal static class PlaylistText
{
    public static string For(Playlist playlist)
    {
        var name = playlist.Name.Trim();
        var description = playlist.Description.Trim();
        return description.Length == 0 ? name : $"{name}. {description}";
    }

    /// <summary><c>pt_v…</c> and 64 hex digits.</summary>
    public static string HashOf(string text) => Hash.Compute(Versions.PlaylistText, new JsonObject { ["text"] = text });
}
