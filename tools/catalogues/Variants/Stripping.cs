using Attune.Catalogues.Rows;

namespace Attune.Catalogues.Variants;

/// <summary>
/// What an export of a streaming service knows of a library: title, artists, album and year of its tracks, and the names of its
/// playlists.
/// </summary>
internal static class Stripping
{
    public static Catalogue Strip(Catalogue catalogue) => new([.. catalogue.Tracks.Select(Strip)], [.. catalogue.Playlists.Select(Strip)]);

    private static TrackRow Strip(TrackRow track) =>
        new() { Id = track.Id, Title = track.Title, Artists = track.Artists, Album = track.Album, Year = track.Year };

    private static PlaylistRow Strip(PlaylistRow playlist) =>
        new() { Id = playlist.Id, Name = playlist.Name, TrackIds = playlist.TrackIds };
}
