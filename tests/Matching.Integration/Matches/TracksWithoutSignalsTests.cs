using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Matches;
using Attune.Testing;

namespace Attune.Matching.Integration.Matches;

/// <summary>Texts of which the built-in model knows no word: their vectors are zeros, which say nothing.</summary>
public sealed class TracksWithoutSignalsTests(MatchingFixture matching) : IClassFixture<MatchingFixture>, IAsyncLifetime
{
    private static readonly Track Mute = new() { Id = "ko-1", Title = "밤편지", Artists = { "아이유" } };

    private static readonly Track Heard = new() { Id = "ko-2", Title = "좋은 날", Artists = { "아이유" }, Audio = new AudioFeatures { Energy = 0.5, Valence = 0.6 } };

    // The artists of a track are hardly ever unknown: by default there is always something to compare.
    private const string WordsAndSound = "words-and-sound";

    public async Task InitializeAsync()
    {
        await matching.PutConfigAsync(WordsAndSound, new Dictionary<string, double> { ["vector"] = 0.6, ["genre"] = 0.25, ["audio"] = 0.15 }, rerankTop: 20);
        await matching.ExecuteAsync("""
            DELETE FROM match_contexts; DELETE FROM stage_one_lists; DELETE FROM candidate_sets; DELETE FROM playlist_profiles; DELETE FROM playlists; DELETE FROM tracks
            """);
        await matching.Tracks.UpsertAsync([.. MatchingFixture.SomeTracks("t"), Mute, Heard], CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist("p", trackIds: ["t-1", "t-4"])], CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_track_without_a_signal_is_not_ranked_and_the_reply_counts_it_the_first_time_and_every_time()
    {
        var first = await matching.MatchAsync(new MatchRequest { Config = WordsAndSound });
        Assert.Equal(["ko-2", "t-2", "t-3", "t-5"], Ids(first, "p").Order(StringComparer.Ordinal));
        Assert.Equal((CacheState.Miss, 1, 0), (first.Cache, first.Answer.Unranked.Tracks, first.Answer.Unranked.Playlists));

        // By another process, which has to read it.
        var second = await matching.AnotherMatcher().MatchAsync(MatchRules.Check(new MatchRequest { Config = WordsAndSound }), CancellationToken.None);
        Assert.Equal((CacheState.Hit, 1, 0), (second.Cache, second.Answer.Unranked.Tracks, second.Work.EmbeddingsComputed));

        // And when it is computed from what is stored.
        var third = await matching.MatchAsync(new MatchRequest { Config = WordsAndSound, UserId = "someone" });
        Assert.Equal((CacheState.Miss, 1, 0), (third.Cache, third.Answer.Unranked.Tracks, third.Work.EmbeddingsComputed));
    }

    [Fact]
    public async Task Many_tracks_without_signals_take_no_place_of_those_that_have_some()
    {
        string[] syllables = ["가", "나", "다", "라", "마", "바", "사", "아"];
        var mute = Enumerable.Range(0, 600).Select(i => new Track { Id = $"a-{i}", Title = $"{syllables[i % 8]}{syllables[i / 8 % 8]}{syllables[i / 64 % 8]}{syllables[i / 512]}", Artists = { "아이유" } }).ToArray();
        await matching.Tracks.UpsertAsync(mute, CancellationToken.None);
        var outcome = await matching.MatchAsync(new MatchRequest { Config = WordsAndSound, Limit = 100 });
        Assert.Equal(["ko-2", "t-2", "t-3", "t-5"], Ids(outcome, "p").Order(StringComparer.Ordinal));
        Assert.Equal(601, outcome.Answer.Unranked.Tracks);

        // One of them gets a word: of all, it alone is scored again.
        mute[0].Genres.Add("disco");
        await matching.Tracks.UpsertAsync([mute[0]], CancellationToken.None);
        var after = await matching.MatchAsync(new MatchRequest { Config = WordsAndSound, Limit = 100 });
        Assert.Equal((1, 1, 600), (after.Work.EmbeddingsComputed, after.Work.PairsScored, after.Answer.Unranked.Tracks));
        Assert.Contains("a-0", Ids(after, "p"));

        // And loses it.
        mute[0].Genres.Clear();
        await matching.Tracks.UpsertAsync([mute[0]], CancellationToken.None);
        var again = await matching.MatchAsync(new MatchRequest { Config = WordsAndSound, Limit = 100 });
        Assert.Equal((0, 601), (again.Work.EmbeddingsComputed, again.Answer.Unranked.Tracks));
        Assert.Equal(Flat(outcome), Flat(again));
    }

    [Fact]
    public async Task A_vector_of_zeros_is_neutral_and_not_a_cosine_of_nought()
    {
        var found = (await matching.MatchAsync(new MatchRequest { Config = WordsAndSound })).Answer.Ranked["p"].Single(track => track.TrackId == "ko-2");
        Assert.True(float.IsNaN(found.Signals[0]));
        Assert.Equal(found.Signals[2], found.StageOne, 6);
    }

    [Fact]
    public async Task Members_without_a_known_word_leave_the_middle_of_a_playlist_where_it_is()
    {
        await matching.Playlists.UpsertAsync([Given.Playlist("q", trackIds: ["t-1", "t-4", "ko-1"])], CancellationToken.None);
        var outcome = await matching.MatchAsync(new MatchRequest { Config = WordsAndSound });
        var (p, q) = (outcome.Answer.Ranked["p"], outcome.Answer.Ranked["q"]);
        Assert.Equal(p.Select(track => (track.TrackId, track.StageOne)), q.Select(track => (track.TrackId, track.StageOne)));
    }

    [Fact]
    public async Task A_playlist_of_unknown_words_is_matched_by_its_members_and_without_members_not_at_all()
    {
        await matching.Playlists.UpsertAsync(
            [Given.Playlist("said", "밤편지", "아이유", "t-1", "t-4"), Given.Playlist("mute", "밤편지", "아이유"), Given.Playlist("mutest", "밤편지", "아이유", "ko-1")], CancellationToken.None);
        var outcome = await matching.MatchAsync(new MatchRequest { Config = WordsAndSound });
        Assert.Equal(4, outcome.Answer.Ranked["said"].Count);
        Assert.All(outcome.Answer.Ranked["said"].Where(track => track.TrackId != "ko-2"), track => Assert.False(float.IsNaN(track.Signals[0])));
        Assert.Empty(outcome.Answer.Ranked["mute"]);
        Assert.Empty(outcome.Answer.Ranked["mutest"]);
        Assert.Equal(2, outcome.Answer.Unranked.Playlists);
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM playlist_profiles WHERE vector_norm(query_vector) = 0 OR vector_norm(centroid) = 0"));
    }

    [Fact]
    public async Task A_configuration_counts_what_lacks_the_signals_that_it_weighs()
    {
        var genres = await matching.PutConfigAsync("genres", new Dictionary<string, double> { ["genre"] = 1 }, rerankTop: 0);
        var sounds = await matching.PutConfigAsync("sounds", new Dictionary<string, double> { ["audio"] = 1 }, rerankTop: 0);
        Assert.Equal(2, (await matching.MatchAsync(new MatchRequest { Config = genres.Hash })).Answer.Unranked.Tracks);
        Assert.Equal(1, (await matching.MatchAsync(new MatchRequest { Config = sounds.Hash })).Answer.Unranked.Tracks);
        Assert.Equal(0, (await matching.MatchAsync(new MatchRequest { Config = sounds.Hash, TrackIds = { "t-1", "ko-2" } })).Answer.Unranked.Tracks);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = matching.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static IEnumerable<string> Ids(MatchOutcome outcome, string playlist) => outcome.Answer.Ranked[playlist].Select(track => track.TrackId);

    private static IEnumerable<(string, double)> Flat(MatchOutcome outcome) => outcome.Answer.Ranked["p"].Select(track => (track.TrackId, track.Score));
}
