using System.Globalization;
using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Matches;
using Attune.Matching.Music.Scoring;

namespace Attune.Matching.Integration.Matches;

/// <summary>A catalogue of 5,000 tracks of which a few change.</summary>
public sealed class IncrementalMatchTests(MatchingFixture matching) : IClassFixture<MatchingFixture>, IAsyncLifetime
{
    private const int Tracks = 5_000, Playlists = 6, Members = 4;

    private const string Forget = "DELETE FROM match_contexts; DELETE FROM stage_one_lists; DELETE FROM candidate_sets; DELETE FROM playlist_profiles";

    private static readonly string[] Moods = ["joyful", "dark", "calm", "angry", "wistful", "proud", "tender"], Genres = ["disco", "fado", "bebop", "grime", "polka"],
        Words = ["river", "night", "paper", "engine", "garden", "winter", "harbour", "mirror", "signal", "dust", "velvet"];

    public async Task InitializeAsync()
    {
        matching.ComputeAtMost = Tracks + Playlists;
        await matching.ExecuteAsync($"DELETE FROM tracks WHERE id LIKE 'new-%'; {Forget}; DELETE FROM rerank_scores");
        await matching.Tracks.UpsertAsync([.. Enumerable.Range(0, Tracks).Select(Original)], CancellationToken.None);
        await matching.Playlists.UpsertAsync([.. Enumerable.Range(0, Playlists).Select(PlaylistOf)], CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_changed_track_costs_one_embedding_its_own_pairs_and_the_reranks_of_lists_that_it_enters_or_leaves()
    {
        var first = await matching.MatchAsync(new MatchRequest());
        Assert.Equal((long)Playlists * (Tracks - Members), first.Work.PairsScored);
        Assert.Equal((long)Playlists * 20, first.Work.RerankPairsScored);

        // Far from every list's top before; whether after, the lists say.
        var id = await LastAsync();
        var edited = Original(int.Parse(id, CultureInfo.InvariantCulture));
        edited.Moods[0] = "joyful";
        await matching.Tracks.UpsertAsync([edited], CancellationToken.None);
        var after = await matching.MatchAsync(new MatchRequest());

        Assert.Equal(CacheState.Miss, after.Cache);
        Assert.Equal((1, Tracks + Playlists - 1), (after.Work.EmbeddingsComputed, after.Work.EmbeddingsReused));
        Assert.Equal((0, Playlists), (after.Work.ProfilesComputed, after.Work.ProfilesReused));
        Assert.Equal((Playlists, ((long)Playlists * (Tracks - Members)) - Playlists), (after.Work.PairsScored, after.Work.PairsReused));
        var entered = await CountAsync($"SELECT count(*) FROM stage_one_lists WHERE '{id}' = ANY(track_ids[1:20])");
        Assert.Equal((entered, (Playlists * 20) - entered), (after.Work.RerankPairsScored, after.Work.RerankPairsReused));
        Assert.Equal(await FromScratchAsync(), Flat(after));
    }

    [Fact]
    public async Task A_track_that_becomes_the_best_of_a_list_is_reranked_for_that_list_only()
    {
        var before = await matching.MatchAsync(new MatchRequest());
        // Sounds like the best of the first list, and says nearly the same: of the very same text the score would be known.
        var edited = Original(int.Parse(before.Answer.Ranked["p0"][0].TrackId, CultureInfo.InvariantCulture));
        edited.Id = await LastAsync();
        edited.Album = "Again";
        await matching.Tracks.UpsertAsync([edited], CancellationToken.None);
        var after = await matching.MatchAsync(new MatchRequest());
        var entered = await CountAsync($"SELECT count(*) FROM stage_one_lists WHERE '{edited.Id}' = ANY(track_ids[1:20])");
        Assert.NotEqual(0, entered);
        Assert.Equal(entered, after.Work.RerankPairsScored);
        Assert.Equal(await FromScratchAsync(), Flat(after));
    }

    [Fact]
    public async Task New_and_changed_tracks_in_any_number_give_what_scoring_everything_gives()
    {
        await matching.MatchAsync(new MatchRequest());
        for (var round = 1; round <= 4; round++)
        {
            var changed = Enumerable.Range(0, 40 * round).Select(i => Original(((i * 97) + (round * 13)) % Tracks)).ToList();
            foreach (var (track, i) in changed.Select((track, i) => (track, i))) track.Moods[0] = Moods[(i + round) % Moods.Length];
            changed.Add(Given.Track($"new-{round}", "river night", "joyful", "disco"));
            await matching.Tracks.UpsertAsync([.. changed.DistinctBy(track => track.Id)], CancellationToken.None);
            var after = await matching.MatchAsync(new MatchRequest());
            Assert.True(after.Work.PairsReused > 0, $"{after.Work}");
            Assert.Equal(await FromScratchAsync(), Flat(after));
        }
    }

    [Fact]
    public async Task Requests_of_another_limit_or_user_reuse_what_was_scored()
    {
        await matching.MatchAsync(new MatchRequest());
        var other = await matching.MatchAsync(new MatchRequest { UserId = "someone", Limit = 5 });
        Assert.Equal((CacheState.Miss, 0, 0), (other.Cache, other.Work.PairsScored, other.Work.RerankPairsScored));
    }

    [Fact]
    public async Task Another_weight_of_stage_two_scores_nothing_again()
    {
        await matching.MatchAsync(new MatchRequest());
        var config = await matching.PutConfigAsync("half", MatchConfig.BuiltIn.Signals.Zip(MatchConfig.BuiltIn.Weights).ToDictionary(), rerankTop: 20, rerankWeight: 0.5);
        var other = await matching.MatchAsync(new MatchRequest { Config = config.Hash });
        Assert.Equal((CacheState.Miss, 0, 0), (other.Cache, other.Work.PairsScored, other.Work.RerankPairsScored));
    }

    private static Track Original(int number)
    {
        var track = Given.Track($"{number}", $"{Words[number % 11]} {Words[number / 11 % 11]} {number}", Moods[number % 7], Genres[number / 3 % 5]);
        track.Audio.Energy = number % 101 / 100.0;
        return track;
    }

    private static Playlist PlaylistOf(int number) => Given.Playlist(
        $"p{number}", $"{Words[number]} {Genres[number % 5]}", $"Songs about the {Words[number]} and the {Words[number + 1]}.",
        [.. Enumerable.Range(0, Members).Select(i => $"{(number * 500) + (i * 11)}")]);

    /// <summary>The track that the fewest lists know.</summary>
    private async Task<string> LastAsync()
    {
        await using var command = matching.Database.CreateCommand("""
            SELECT t.id FROM tracks t WHERE t.id ~ '^[0-9]+$' AND NOT EXISTS (SELECT FROM stage_one_lists l WHERE t.id = ANY(l.track_ids))
                AND NOT EXISTS (SELECT FROM playlist_members m WHERE m.track_id = t.id) ORDER BY t.id LIMIT 1
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What the question's answer is when nothing is stored but what models have computed.</summary>
    private async Task<List<(string, string, double, double, float?)>> FromScratchAsync()
    {
        await matching.ExecuteAsync(Forget);
        var outcome = await matching.MatchAsync(new MatchRequest());
        Assert.Equal(0, outcome.Work.PairsReused);
        return Flat(outcome);
    }

    private static List<(string Playlist, string Track, double Score, double StageOne, float? Rerank)> Flat(MatchOutcome outcome) => outcome.Answer.Ranked
        .OrderBy(playlist => playlist.Key, StringComparer.Ordinal)
        .SelectMany(playlist => playlist.Value.Select(track => (playlist.Key, track.TrackId, track.Score, track.StageOne, track.Rerank))).ToList();

    private async Task<long> CountAsync(string sql)
    {
        await using var command = matching.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
