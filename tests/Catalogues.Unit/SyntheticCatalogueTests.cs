using Attune.Catalogues.Rows;
using Attune.Catalogues.Synthetic;

namespace Attune.Catalogues.Unit;

public sealed class SyntheticCatalogueTests
{
    [Fact]
    public void It_has_the_size_that_was_asked_for_and_no_id_twice()
    {
        Assert.Equal(500, Made.Synthetic.Tracks.DistinctBy(track => track.Id).Count());
        Assert.Equal(500, Made.Synthetic.Tracks.Count);
        Assert.Equal(40, Made.Synthetic.Playlists.DistinctBy(playlist => playlist.Id).Count());
    }

    [Fact]
    public void A_seed_makes_the_same_catalogue_and_another_seed_another_one()
    {
        Assert.Equal(Made.Lines(Made.Synthetic), Made.Lines(Of(1)));
        Assert.NotEqual(Made.Lines(Made.Synthetic), Made.Lines(Of(2)));
    }

    [Fact]
    public void Every_kind_of_playlist_is_as_frequent_as_the_others() =>
        Assert.Equal(
            [("artist", 10), ("era", 10), ("mixed", 10), ("mood", 10)],
            Made.Synthetic.Playlists.GroupBy(playlist => playlist.Id.Split('-')[0]).Select(group => (group.Key, group.Count())).Order());

    [Fact]
    public void Members_are_tracks_of_the_catalogue_and_none_is_twice_in_a_playlist()
    {
        var ids = Made.Synthetic.Tracks.Select(track => track.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(Made.Synthetic.Playlists, playlist =>
        {
            Assert.Equal(playlist.TrackIds.Count, playlist.TrackIds.Where(ids.Contains).Distinct(StringComparer.Ordinal).Count());
            Assert.InRange(playlist.TrackIds.Count, 8, SyntheticOptions.Most);
        });
    }

    [Fact]
    public void A_tenth_of_the_tracks_has_over_a_third_of_the_memberships()
    {
        var counts = Made.Synthetic.Playlists.SelectMany(playlist => playlist.TrackIds).CountBy(id => id)
            .Select(entry => entry.Value).OrderDescending().ToList();
        Assert.True(counts.Take(50).Sum() * 3 > counts.Sum(), $"{counts.Take(50).Sum()} of {counts.Sum()}");
    }

    [Fact]
    public void An_era_playlist_is_mostly_of_one_decade_and_one_style()
    {
        var tracks = Made.Synthetic.Tracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        var pure = Made.Synthetic.Playlists.Where(playlist => playlist.Id.StartsWith("era", StringComparison.Ordinal)).Select(playlist =>
        {
            var members = playlist.TrackIds.Select(id => tracks[id]).ToList();
            return members.CountBy(track => (Pools.Decade(track.Year!.Value), track.Genres![0]))
                .Max(entry => entry.Value) / (double)members.Count;
        }).ToList();
        // A small catalogue has few tracks of a style and a decade; the rest of a long playlist is any.
        Assert.True(pure.Average() > 3 * (1.0 / Styles.All.Count), $"{pure.Average():0.00}");
    }

    [Fact]
    public void A_library_has_no_track_outside_its_playlists_and_no_tags()
    {
        var members = Made.Library.Playlists.SelectMany(playlist => playlist.TrackIds).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(members.Order(StringComparer.Ordinal), Made.Library.Tracks.Select(track => track.Id).Order(StringComparer.Ordinal));
        Assert.All(Made.Library.Tracks, track =>
            Assert.Equal((null, null, null, null), (track.Genres, track.Moods, track.Themes, track.Audio)));
        Assert.All(Made.Library.Playlists, playlist => Assert.InRange(playlist.TrackIds.Count, 20, SyntheticOptions.Most));
    }

    [Fact]
    public void Artists_have_names_of_their_own_and_albums()
    {
        var roster = Roster.Make(seed: 3, tracks: 3_000);
        Assert.Equal(roster.Count, roster.DistinctBy(artist => artist.Name).Count());
        Assert.Equal(3_000, roster.Sum(artist => artist.Tracks));
        Assert.All(Made.Synthetic.Tracks, track => Assert.False(string.IsNullOrEmpty(track.Album)));
    }

    private static Catalogue Of(long seed) => SyntheticCatalogue.Make(new SyntheticOptions(seed, Tracks: 500, Playlists: 40));
}
