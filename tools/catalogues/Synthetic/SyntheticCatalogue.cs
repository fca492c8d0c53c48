using Attune.Catalogues.Rows;

namespace Attune.Catalogues.Synthetic;

/// <summary>
/// Makes a catalogue of nothing but a seed: no recording, artist or playlist in it exists. It assumes what is known of libraries in
/// general: a few artists and tracks are in many
/// playlists and most in none; artists keep to a style, an era and a language; playlists are about artists, eras, moods, or about
/// one listener. What each of these means in
/// numbers is said where it is drawn: <see cref="Roster"/>, <see cref="Discography"/>, <see cref="PlaylistMaker"/>, <see
/// cref="WordModel"/>.
/// </summary>
internal static class SyntheticCatalogue
{
    public static Catalogue Make(SyntheticOptions options)
    {
        var artists = Roster.Make(options.Seed, options.Tracks);
        SyntheticTrack[] tracks = [.. new Discography(options, artists).Make()];
        var maker = new PlaylistMaker(options, artists, tracks);
        PlaylistRow[] playlists = [.. Enumerable.Range(0, options.Playlists).Select(maker.Make)];
        var members = playlists.SelectMany(playlist => playlist.TrackIds).ToHashSet(StringComparer.Ordinal);
        return new Catalogue(
            [.. tracks.Select(track => track.Row).Where(row => !options.OnlyMembers || members.Contains(row.Id))], playlists);
    }
}
