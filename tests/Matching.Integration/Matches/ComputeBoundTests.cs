using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Testing;

namespace Attune.Matching.Integration.Matches;

/// <summary>More is missing than a question computes on the way.</summary>
public sealed class ComputeBoundTests(MatchingFixture matching) : IClassFixture<MatchingFixture>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        matching.ComputeAtMost = 3;
        await matching.ExecuteAsync("""
            DELETE FROM match_contexts; DELETE FROM stage_one_lists; DELETE FROM candidate_sets; DELETE FROM playlist_profiles; DELETE FROM rerank_scores; DELETE FROM playlists; DELETE FROM tracks
            """);
        await matching.Tracks.UpsertAsync(MatchingFixture.SomeTracks("t"), CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist("p", trackIds: ["t-1", "t-4"])], CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_match_says_at_once_how_many_tracks_have_no_vectors_and_embeds_none()
    {
        using var counter = new SqlCommandCounter(matching.System.Postgres.Database);
        var error = await Assert.ThrowsAsync<PreconditionException>(() => matching.MatchAsync(new MatchRequest()));
        Assert.Equal("5 of 5 tracks have no vectors: run `./attune cli backfill start tracks`. A match computes at most 3 on the way.", error.Message);
        Assert.DoesNotContain(counter.Statements, statement => statement.Contains("summary", StringComparison.Ordinal));
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM track_embeddings"));
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM playlist_embeddings"));
    }

    [Fact]
    public async Task A_really_large_import_is_counted_in_full_and_embeds_nothing()
    {
        matching.ComputeAtMost = new Music.Contexts.MatchOptions().ComputeAtMost;
        await matching.ExecuteAsync($"""
            INSERT INTO tracks (id, title, artists, language, genres, moods, themes, text_hash)
            SELECT 'x-' || i, 'Song ' || i, '{"{Somebody}"}', '', '{"{}"}', '{"{}"}', '{"{}"}', '{Contracts.Versions.TrackText}_' || i FROM generate_series(1, 120000) AS i
            """);
        var error = await Assert.ThrowsAsync<PreconditionException>(() => matching.MatchAsync(new MatchRequest()));
        Assert.StartsWith("120,005 of 120,005 tracks have no vectors: run `./attune cli backfill start tracks`", error.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM track_embeddings"));
    }

    [Fact]
    public async Task As_many_as_the_bound_are_computed_and_a_repeat_takes_no_more_commands_than_before()
    {
        matching.ComputeAtMost = 5;
        Assert.Equal(6, (await matching.MatchAsync(new MatchRequest())).Work.EmbeddingsComputed);
        using var counter = new SqlCommandCounter(matching.System.Postgres.Database);
        Assert.Equal(CacheState.Hit, (await matching.AnotherMatcher().MatchAsync(Music.Matches.MatchRules.Check(new MatchRequest()), CancellationToken.None)).Cache);
        Assert.True(counter.Count <= 2, string.Join("\n", counter.Statements));
    }

    [Fact]
    public async Task Texts_that_have_changed_count_as_missing()
    {
        matching.ComputeAtMost = 5;
        await matching.MatchAsync(new MatchRequest());
        matching.ComputeAtMost = 3;
        await matching.Tracks.UpsertAsync([.. MatchingFixture.SomeTracks("t").Select(track => new Track(track) { Album = "Live" })], CancellationToken.None);
        Assert.StartsWith("5 of 5 tracks", (await Assert.ThrowsAsync<PreconditionException>(() => matching.MatchAsync(new MatchRequest()))).Message, StringComparison.Ordinal);
        // Those that have theirs are no reason to refuse.
        await matching.Tracks.UpsertAsync([.. MatchingFixture.SomeTracks("t").Take(3)], CancellationToken.None);
        Assert.Equal(2, (await matching.MatchAsync(new MatchRequest())).Work.EmbeddingsComputed);
    }

    [Fact]
    public async Task Playlists_without_vectors_and_members_that_are_no_candidates_count_too()
    {
        matching.ComputeAtMost = 2;
        await matching.Playlists.UpsertAsync(
            [.. Enumerable.Range(0, 3).Select(i => Given.Playlist($"many-{i}", $"Late Night {i}", "", "t-1", "t-2", "t-3", "t-4"))], CancellationToken.None);
        var error = await Assert.ThrowsAsync<PreconditionException>(() => matching.MatchAsync(new MatchRequest { TrackIds = { "t-1" } }));
        Assert.Contains("4 of 4 tracks have no vectors: run `./attune cli backfill start tracks`", error.Message, StringComparison.Ordinal);
        Assert.Contains("4 of 4 playlists have no vectors: run `./attune cli backfill start playlists`", error.Message, StringComparison.Ordinal);
        Assert.Equal(["MISSING_VECTORS tracks", "MISSING_VECTORS playlists"], error.Violations.Select(violation => $"{violation.Type} {violation.Subject}"));
    }

    [Fact]
    public async Task Emotions_count_when_they_are_weighed_and_vectors_only_when_they_are()
    {
        var emotions = await matching.PutConfigAsync("emotions", new Dictionary<string, double> { ["emotion"] = 1 }, rerankTop: 0);
        var sounds = await matching.PutConfigAsync("sounds-alone", new Dictionary<string, double> { ["audio"] = 1 }, rerankTop: 0);
        var error = await Assert.ThrowsAsync<PreconditionException>(() => matching.MatchAsync(new MatchRequest { Config = emotions.Hash }));
        Assert.StartsWith("5 of 5 tracks have no emotions: run `./attune cli backfill start emotions`", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await matching.MatchAsync(new MatchRequest { Config = sounds.Hash })).Answer.Ranked["p"].Count);
    }

    [Fact]
    public async Task Pairs_are_reranked_up_to_a_bound_and_whoever_asks_again_goes_on_from_there()
    {
        (matching.ComputeAtMost, matching.RerankAtMost) = (100, 7);
        await matching.Playlists.UpsertAsync([.. Enumerable.Range(0, 3).Select(i => Given.Playlist($"q{i}", $"Bounded night {i}", trackIds: ["t-1", "t-4"]))], CancellationToken.None);
        try
        {
            // Four playlists of three pairs each.
            var request = new MatchRequest();
            var first = await matching.MatchAsync(request);
            Assert.Equal((6, 6), (first.Work.RerankPairsScored, first.Degraded!.MissingRerankPairs));
            Assert.StartsWith("One question has at most 7 pairs reranked, and 12 were missing.", first.Degraded.Reason, StringComparison.Ordinal);
            var second = await matching.MatchAsync(request);
            Assert.Equal((6, null), (second.Work.RerankPairsScored, second.Degraded));
            Assert.Equal(CacheState.Hit, (await matching.MatchAsync(request)).Cache);
        }
        finally
        {
            matching.RerankAtMost = new Music.Contexts.MatchOptions().RerankAtMost;
        }
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = matching.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
