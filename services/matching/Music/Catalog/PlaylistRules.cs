using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;

namespace Attune.Matching.Music.Catalog;

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
        // Once for each that is repeated: a history of plays names few tracks, and each of them often.
        foreach (var repeated in playlist.TrackIds.CountBy(id => id, StringComparer.Ordinal).Where(id => id.Value > 1))
            rules.Refuse("track_ids", $"names {Quote.Text(repeated.Key)} {(repeated.Value == 2 ? "twice" : $"{repeated.Value:N0} times")}");
        return rules.Reasons;
    }
}
