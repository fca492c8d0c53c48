using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Catalog;

/// <summary>What the catalogue accepts as a playlist; the limits are documented in <c>playlist.proto</c>.</summary>
internal static class PlaylistRules
{
    private const int MostMembers = 10_000;

    public static IReadOnlyList<string> Violations(Playlist playlist)
    {
        var rules = new FieldRules();
        rules.Id(playlist.Id);
        rules.Text("name", playlist.Name, 200, required: true);
        rules.Text("description", playlist.Description, 5_000);
        rules.Words("moods", playlist.Moods, most: 32, longest: 100);
        rules.Words("themes", playlist.Themes, most: 32, longest: 100);
        rules.Text("context", playlist.Context, 1_000);
        if (playlist.TrackIds.Count > MostMembers)
            rules.Refuse("track_ids", $"has {playlist.TrackIds.Count:N0} entries; at most {MostMembers:N0} are allowed");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in playlist.TrackIds)
            if (!seen.Add(id)) rules.Refuse("track_ids", $"names {Quote.Short(id)} twice");
        return rules.Reasons;
    }
}
