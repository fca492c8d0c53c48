using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;

namespace Attune.Matching.Integration.Matches;

/// <summary>Models that give NaN or infinities for some texts: each of these goes without that signal, and says so; nothing else is harmed.</summary>
public sealed class PoisonedTextTests(PoisonedMatchingFixture matching) : IClassFixture<PoisonedMatchingFixture>, IAsyncLifetime
{
    private readonly GrpcChannel _channel = GrpcChannels.Create(matching.System.AddressOf("matching"));

    private MatchingService.MatchingServiceClient Client => new(_channel);

    private BackfillService.BackfillServiceClient Backfills => new(_channel);

    public async Task InitializeAsync()
    {
        await matching.ExecuteAsync("""
            DELETE FROM match_contexts; DELETE FROM stage_one_lists; DELETE FROM candidate_sets; DELETE FROM playlist_profiles; DELETE FROM playlists; DELETE FROM tracks;
            DELETE FROM refused_outputs; DELETE FROM rerank_scores
            """);
        await matching.Tracks.UpsertAsync([.. MatchingFixture.SomeTracks("t"), Given.Track("bad-1", "Poison"), Given.Track("bad-2", "Infinity")], CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist("p", trackIds: ["t-1", "t-4"])], CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _channel.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_match_goes_on_without_that_signal_names_the_tracks_and_costs_nothing_when_it_is_repeated()
    {
        var first = await Client.MatchAsync(new());
        Assert.Equal(["bad-1", "bad-2", "t-2", "t-3", "t-5"], first.Playlists[0].Matches.Select(match => match.TrackId).Order(StringComparer.Ordinal));
        var bad = first.Playlists[0].Matches.Where(match => match.TrackId.StartsWith("bad", StringComparison.Ordinal)).ToList();
        Assert.All(bad, match => Assert.Equal(["genre", "audio", "artist", "era"], match.Signals.Select(signal => signal.Name)));
        Assert.Equal(["bad-1"], first.Playlists[0].Matches.Where(match => !match.HasRerankScore).Select(match => match.TrackId));
        Assert.Equal("bad-1", first.Playlists[0].Matches[^1].TrackId);
        Assert.Equal(["bad-1 rerank", "bad-1 vector", "bad-2 vector"], Named(first.Degraded));
        Assert.Equal((CacheState.Miss, 3, 0, 6), (first.Cache, first.Degraded.RefusedTexts, first.Degraded.MissingEmbeddings, first.Work.EmbeddingsComputed));
        Assert.All(first.Degraded.Refused, refused => Assert.NotEmpty(refused.Reason));

        var again = await Client.MatchAsync(new());
        Assert.Equal((CacheState.Hit, 0, 0), (again.Cache, again.Work.EmbeddingsComputed, again.Work.RerankPairsScored));
        Assert.Equal(first.Degraded, again.Degraded);

        // Another question over the same texts asks no model about them either.
        var other = await Client.MatchAsync(new() { UserId = "someone" });
        Assert.Equal((CacheState.Miss, 0, 0), (other.Cache, other.Work.EmbeddingsComputed, other.Work.RerankPairsScored));
        Assert.Equal(first.Degraded, other.Degraded);
        Assert.Equal(first.Playlists, other.Playlists);
    }

    [Fact]
    public async Task A_backfill_books_such_items_as_failed_with_the_reason_and_the_rest_goes_on()
    {
        var job = await RunAsync(BackfillKind.TrackEmbeddings);
        Assert.Equal((BackfillState.Failed, 5, 2), (job.State, job.Computed, job.Failed));
        Assert.Equal(["bad-1", "bad-2"], (await Backfills.ListFailuresAsync(new() { Id = job.Id })).Failures.Select(failure => failure.ItemId));

        var emotions = await RunAsync(BackfillKind.TrackEmotions);
        Assert.Equal((6, 1), (emotions.Computed, emotions.Failed));
        Assert.Equal(["bad-1"], (await Backfills.ListFailuresAsync(new() { Id = emotions.Id })).Failures.Select(failure => failure.ItemId));
    }

    [Fact]
    public async Task A_member_without_a_vector_leaves_the_profile_of_the_others()
    {
        await matching.Playlists.UpsertAsync([Given.Playlist("p", trackIds: ["t-1", "t-4", "bad-1"])], CancellationToken.None);
        var reply = await Client.MatchAsync(new());
        Assert.All(reply.Playlists[0].Matches.Where(match => match.TrackId.StartsWith('t')), match => Assert.Contains("vector", match.Signals.Select(signal => signal.Name)));
        var profiles = await RunAsync(BackfillKind.PlaylistProfiles);
        Assert.Equal((0, 1), (profiles.Failed, profiles.Skipped));
    }

    [Fact]
    public async Task A_playlist_whose_text_is_refused_is_matched_by_its_members()
    {
        await matching.Playlists.UpsertAsync([Given.Playlist("p", "Poison", trackIds: ["t-1", "t-4"])], CancellationToken.None);
        var reply = await Client.MatchAsync(new() { TrackIds = { "t-2", "t-3" } });
        Assert.All(reply.Playlists[0].Matches, match => Assert.Contains("vector", match.Signals.Select(signal => signal.Name)));
        Assert.Contains("p vector", Named(reply.Degraded));
        var found = await Client.FindTracksAsync(new() { PlaylistId = "p" });
        Assert.Contains("p vector", Named(found.Degraded));
    }

    [Fact]
    public async Task Emotions_that_are_none_are_left_out()
    {
        var config = await matching.PutConfigAsync("emotions", new Dictionary<string, double> { ["emotion"] = 1, ["audio"] = 1 }, rerankTop: 0);
        var reply = await Client.MatchAsync(new() { Config = config.Hash });
        Assert.Equal(["bad-1 emotions"], Named(reply.Degraded));
        Assert.Equal(["audio"], reply.Playlists[0].Matches.Single(match => match.TrackId == "bad-1").Signals.Select(signal => signal.Name));
        Assert.Equal(["audio", "emotion"], reply.Playlists[0].Matches.Single(match => match.TrackId == "t-2").Signals.Select(signal => signal.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Searches_and_explanations_go_on_and_a_text_that_is_refused_itself_says_why()
    {
        await Client.MatchAsync(new());
        Assert.Equal(["t-2", "t-3", "t-5"], (await Client.FindTracksAsync(new() { PlaylistId = "p" })).Matches.Select(match => match.TrackId).Order(StringComparer.Ordinal));
        var explained = await Client.ExplainAsync(new() { PlaylistId = "p", TrackId = "bad-1" });
        Assert.Equal(["bad-1 rerank", "bad-1 vector"], Named(explained.Degraded));
        Assert.Equal(["genre", "audio", "artist", "era"], explained.Match.Signals.Select(signal => signal.Name));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.FindTracksAsync(new() { Text = "poison" }));
        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.StartsWith("This text cannot be searched with", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_changes_its_mind_is_believed_and_what_was_made_without_it_is_made_again()
    {
        await Client.MatchAsync(new());
        // As if the model had refused a text that it reads.
        await matching.ExecuteAsync("""
            INSERT INTO refused_outputs SELECT output, (SELECT text_hash FROM tracks WHERE id = 't-2'), model, revision, reason FROM refused_outputs WHERE output = 'track_embeddings' LIMIT 1;
            DELETE FROM track_embeddings WHERE track_id = 't-2'; DELETE FROM match_contexts; DELETE FROM stage_one_lists
            """);
        Assert.Contains("t-2 vector", Named((await Client.MatchAsync(new())).Degraded));
        await RunAsync(BackfillKind.TrackEmbeddings);
        var after = await Client.MatchAsync(new());
        Assert.Equal(CacheState.Miss, after.Cache);
        Assert.DoesNotContain("t-2 vector", Named(after.Degraded));
        Assert.Contains("vector", after.Playlists[0].Matches.Single(match => match.TrackId == "t-2").Signals.Select(signal => signal.Name));
    }

    [Theory]
    [InlineData("UPDATE tracks SET energy = 'NaN'", "tracks_sound")]
    [InlineData("UPDATE tracks SET tempo_bpm = 'Infinity'", "tracks_sound")]
    [InlineData("INSERT INTO track_emotions SELECT id, text_hash, 'm', 'r', '{NaN,0}', '{0}' FROM tracks", "track_emotions_numbers")]
    [InlineData("INSERT INTO track_emotions SELECT id, text_hash, 'm', 'r', '{1,0}', '{Infinity}' FROM tracks", "track_emotions_numbers")]
    [InlineData("INSERT INTO rerank_scores (query_hash, document_hash, model, revision, score) VALUES ('q', 'd', 'm', 'r', 'NaN')", "rerank_scores_range")]
    [InlineData("INSERT INTO match_contexts (context_key, user_id, bundle_hash, algorithm, config_hash, playlist_set_hash, candidate_set_hash, pairs, vectors) VALUES ('k', '', '', '', '', '', '', 0, 0); "
        + "INSERT INTO match_results (context_key, playlist_id, rank, track_id, score) VALUES ('k', 'p', 1, 't-1', 'NaN')", "match_results_numbers")]
    public async Task The_database_refuses_numbers_that_are_none(string sql, string constraint) =>
        Assert.Equal(constraint, (await Assert.ThrowsAsync<PostgresException>(() => matching.ExecuteAsync(sql))).ConstraintName);

    private static IEnumerable<string> Named(Degradation degraded) =>
        degraded.Refused.Select(refused => $"{(refused.OwnerCase == RefusedText.OwnerOneofCase.TrackId ? refused.TrackId : refused.PlaylistId)} {refused.Output}").Order(StringComparer.Ordinal);

    private async Task<BackfillJob> RunAsync(BackfillKind kind)
    {
        var job = (await Backfills.StartAsync(new() { Kind = kind })).Job;
        using var watch = Backfills.Watch(new() { Id = job.Id });
        await foreach (var change in watch.ResponseStream.ReadAllAsync()) job = change.Job;
        return job;
    }
}
