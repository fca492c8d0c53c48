namespace Attune.Matching.Integration.Catalog;

public sealed class StoreTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task A_track_comes_back_as_it_went_in()
    {
        var track = Given.Track("round-trip");
        (track.Summary, track.Context, track.Album) = ("A new dawn.", "first coffee", "I Put a Spell on You");
        track.Audio.ClearValence();
        await matching.Tracks.UpsertAsync([track], CancellationToken.None);
        Assert.Equal(track, await matching.Tracks.FindAsync("round-trip", CancellationToken.None));

        track.Audio = null;
        track.ClearYear();
        await matching.Tracks.UpsertAsync([track], CancellationToken.None);
        Assert.Equal(track, await matching.Tracks.FindAsync("round-trip", CancellationToken.None));
    }

    [Fact]
    public async Task Importing_again_tells_new_changed_and_equal_rows_apart()
    {
        await matching.Tracks.UpsertAsync([Given.Track("count-1"), Given.Track("count-2")], CancellationToken.None);
        var counts = await matching.Tracks.UpsertAsync([Given.Track("count-1"), Given.Track("count-2", mood: "sad"), Given.Track("count-3")], CancellationToken.None);
        Assert.Equal((1, 1, 1), (counts.Inserted, counts.Updated, counts.Unchanged));
    }

    [Fact]
    public async Task A_playlist_keeps_the_order_of_its_members_and_replaces_them()
    {
        await matching.Tracks.UpsertAsync([Given.Track("m-1"), Given.Track("m-2"), Given.Track("m-3")], CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist("members", trackIds: ["m-3", "m-1"])], CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist("members", trackIds: ["m-2", "m-3"])], CancellationToken.None);
        Assert.Equal(["m-2", "m-3"], (await matching.Playlists.FindAsync("members", CancellationToken.None))!.TrackIds);
        var again = await matching.Playlists.UpsertAsync([Given.Playlist("members", trackIds: ["m-2", "m-3"])], CancellationToken.None);
        Assert.Equal(1, again.Unchanged);
    }

    [Fact]
    public async Task A_playlist_comes_back_as_it_went_in()
    {
        var playlist = Given.Playlist("whole");
        playlist.Moods.Add(["mellow", "intimate"]);
        playlist.Themes.Add("night");
        playlist.Context = "the last drink";
        await matching.Playlists.UpsertAsync([playlist], CancellationToken.None);
        Assert.Equal(playlist, await matching.Playlists.FindAsync("whole", CancellationToken.None));
        Assert.Equal(1, (await matching.Playlists.UpsertAsync([playlist], CancellationToken.None)).Unchanged);
        playlist.Context = "";
        Assert.Equal(1, (await matching.Playlists.UpsertAsync([playlist], CancellationToken.None)).Updated);
    }

    [Fact]
    public async Task Pages_follow_the_bytes_of_the_ids()
    {
        await matching.Tracks.UpsertAsync([Given.Track("page-b"), Given.Track("page-a"), Given.Track("page-B")], CancellationToken.None);
        var page = await matching.Tracks.ListAsync("page-", 3, CancellationToken.None);
        Assert.Equal(["page-B", "page-a", "page-b"], page.Select(track => track.Id));
    }
}
