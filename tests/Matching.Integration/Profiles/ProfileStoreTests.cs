using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Matches;

namespace Attune.Matching.Integration.Profiles;

public sealed class ProfileStoreTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task A_profile_is_made_once()
    {
        var request = await GivenAsync("once", "once-1", "once-2");
        Assert.Equal((1, 0), Profiles(await matching.MatchAsync(request)));
        Assert.Equal((0, 1), Profiles(await matching.MatchAsync(new MatchRequest(request) { Limit = 3 })));
        Assert.Equal((0, 1), Profiles(await matching.MatchAsync(new MatchRequest(request) { UserId = "someone" })));
    }

    [Fact]
    public async Task A_stored_profile_gives_the_scores_that_a_fresh_one_does()
    {
        var request = await GivenAsync("same", "same-1", "same-4");
        var fresh = await matching.MatchAsync(request);
        var stored = await matching.MatchAsync(new MatchRequest(request) { UserId = "someone" });
        Assert.Equal((0, 1), Profiles(stored));
        Assert.Equal(fresh.Answer.Ranked["same"].Select(track => (track.TrackId, track.Score)), stored.Answer.Ranked["same"].Select(track => (track.TrackId, track.Score)));
    }

    [Fact]
    public async Task Text_membership_a_members_text_and_a_members_genre_each_make_a_new_profile()
    {
        var request = await GivenAsync("new", "new-1", "new-2");
        await matching.MatchAsync(request);

        await matching.Playlists.UpsertAsync([Given.Playlist("new", name: "Early Morning Jazz", trackIds: ["new-1", "new-2"])], CancellationToken.None);
        Assert.Equal((1, 0), Profiles(await matching.MatchAsync(request)));

        await matching.Playlists.UpsertAsync([Given.Playlist("new", name: "Early Morning Jazz", trackIds: ["new-1", "new-2", "new-3"])], CancellationToken.None);
        Assert.Equal((1, 0), Profiles(await matching.MatchAsync(request)));

        await matching.Tracks.UpsertAsync([Given.Track("new-2", "Master of Puppets", "serene", "thrash metal")], CancellationToken.None);
        Assert.Equal((1, 0), Profiles(await matching.MatchAsync(request)));

        await matching.Tracks.UpsertAsync([Given.Track("new-2", "Master of Puppets", "serene", "speed metal")], CancellationToken.None);
        Assert.Equal((1, 0), Profiles(await matching.MatchAsync(request)));
    }

    [Fact]
    public async Task The_order_of_members_a_track_that_is_none_and_what_no_profile_reads_leave_it_as_it_is()
    {
        var request = await GivenAsync("kept", "kept-1", "kept-2");
        await matching.MatchAsync(request);

        await matching.Playlists.UpsertAsync([Given.Playlist("kept", trackIds: ["kept-2", "kept-1"])], CancellationToken.None);
        Assert.Equal(CacheState.Hit, (await matching.MatchAsync(request)).Cache);

        await matching.Tracks.UpsertAsync([Given.Track("kept-3", "Dancing Queen", "wistful", "disco")], CancellationToken.None);
        Assert.Equal((0, 1), Profiles(await matching.MatchAsync(request)));

        var later = Given.Track("kept-2", "Master of Puppets", "aggressive", "thrash metal");
        later.Language = "fr";
        await matching.Tracks.UpsertAsync([later], CancellationToken.None);
        Assert.Equal((0, 1), Profiles(await matching.MatchAsync(request)));
    }

    [Theory]
    [InlineData("cold0")]
    [InlineData("cold1", "cold1-4")]
    public async Task A_cold_playlist_works_from_its_text_alone(string prefix, params string[] members)
    {
        var outcome = await matching.MatchAsync(await GivenAsync(prefix, members));
        Assert.Equal(5 - members.Length, outcome.Answer.Ranked[prefix].Count);
        // In the order of the configuration: vector, genre, audio, artist, album, era.
        Assert.All(outcome.Answer.Ranked[prefix], track => Assert.Equal([false, true, true, true, true, true], track.Signals.Select(float.IsNaN)));
    }

    [Fact]
    public async Task What_is_not_weighed_is_not_asked_for()
    {
        var request = await GivenAsync("genre-only", "genre-only-1", "genre-only-2");
        var config = await matching.PutConfigAsync("genre-only", new Dictionary<string, double> { ["genre"] = 1 }, rerankTop: 0);
        request.Config = config.Hash;
        var outcome = await matching.MatchAsync(request);
        Assert.Equal((0, 0), (outcome.Work.EmbeddingsComputed, outcome.Work.EmbeddingsReused));
        Assert.Equal((1, 0), Profiles(outcome));
    }

    private static (long Computed, long Reused) Profiles(MatchOutcome outcome) => (outcome.Work.ProfilesComputed, outcome.Work.ProfilesReused);

    private async Task<MatchRequest> GivenAsync(string prefix, params string[] members)
    {
        var tracks = MatchingFixture.SomeTracks(prefix);
        await matching.Tracks.UpsertAsync(tracks, CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist(prefix, trackIds: members)], CancellationToken.None);
        return new MatchRequest { PlaylistIds = { prefix }, TrackIds = { tracks.Select(track => track.Id) } };
    }
}
