using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Matches;
using Attune.Testing;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Integration.Matches;

public sealed class MatcherTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task A_repeated_match_computes_nothing_and_takes_two_round_trips()
    {
        var request = await GivenAsync("repeat", ["repeat-1"]);
        var first = await matching.MatchAsync(request);
        Assert.Equal(CacheState.Miss, first.Cache);

        using var counter = new SqlCommandCounter(matching.System.Postgres.Database);
        var second = await matching.MatchAsync(request);

        Assert.True(counter.Count <= 2, string.Join("\n", counter.Statements));
        Assert.NotEqual(0, counter.Count);
        Assert.Equal(CacheState.Hit, second.Cache);
        Assert.Equal((0, 0, 0, 0), (second.Work.EmbeddingsComputed, second.Work.PairsScored, second.Work.RerankPairsScored, second.Work.ProfilesComputed));
        Assert.Equal((4, 4, 1), (second.Work.PairsReused, second.Work.RerankPairsReused, second.Work.ProfilesReused));
        Assert.Equal(first.Context.Key, second.Context.Key);
        Assert.Equal(Flat(first), Flat(second));
    }

    [Fact]
    public async Task A_match_that_this_process_has_read_takes_one_round_trip()
    {
        var request = await GivenAsync("memory", ["memory-1"]);
        await matching.MatchAsync(request);
        var read = await matching.MatchAsync(request);

        using var counter = new SqlCommandCounter(matching.System.Postgres.Database);
        var remembered = await matching.MatchAsync(request);

        // Other tests of this class do not run beside this one; the version of the catalogue stands.
        Assert.True(counter.Count == 1, string.Join("\n", counter.Statements));
        Assert.Equal((read.Cache, read.Context, read.Work), (remembered.Cache, remembered.Context, remembered.Work));
        Assert.Equal(Flat(read), Flat(remembered));
    }

    [Fact]
    public async Task What_is_remembered_shows_a_track_as_it_is_now()
    {
        var request = await GivenAsync("shown", ["shown-1"]);
        var track = Given.Track("shown-2", "Under Pressure");
        track.Artists.Clear();
        track.Artists.Add("Queen, David Bowie");
        await matching.Tracks.UpsertAsync([track], CancellationToken.None);
        await matching.MatchAsync(request);
        var before = await matching.MatchAsync(request);

        track.Artists.Clear();
        track.Artists.Add(["Queen", "David Bowie"]);
        await matching.Tracks.UpsertAsync([track], CancellationToken.None);
        var after = await matching.MatchAsync(request);

        Assert.Equal((CacheState.Hit, before.Context.Key), (after.Cache, after.Context.Key));
        Assert.Equal(["Queen", "David Bowie"], after.Answer.Ranked["shown"].Single(found => found.TrackId == "shown-2").Artists);
    }

    [Fact]
    public async Task Missing_vectors_are_computed_once_and_a_changed_track_costs_one()
    {
        var request = await GivenAsync("change", ["change-1"]);
        Assert.Equal(6, (await matching.MatchAsync(request)).Work.EmbeddingsComputed);

        var changed = Given.Track("change-2", "Master of Puppets", "serene", "thrash metal");
        await matching.Tracks.UpsertAsync([changed], CancellationToken.None);
        var after = await matching.MatchAsync(request);

        Assert.Equal(CacheState.Miss, after.Cache);
        Assert.Equal((1, 5), (after.Work.EmbeddingsComputed, after.Work.EmbeddingsReused));
    }

    [Fact]
    public async Task What_no_signal_reads_leaves_the_context_as_it_was()
    {
        var request = await GivenAsync("same", ["same-1"]);
        await matching.MatchAsync(request);
        var later = Given.Track("same-2", "Master of Puppets", "aggressive", "thrash metal");
        later.Language = "fr";
        Assert.Equal(1, (await matching.Tracks.UpsertAsync([later], CancellationToken.None)).Updated);
        Assert.Equal(CacheState.Hit, (await matching.MatchAsync(request)).Cache);
    }

    [Fact]
    public async Task Another_year_is_another_context_and_costs_no_embedding()
    {
        var request = await GivenAsync("dated", ["dated-1", "dated-3"]);
        await matching.MatchAsync(request);
        var later = Given.Track("dated-2", "Master of Puppets", "aggressive", "thrash metal");
        later.Year = 1986;
        await matching.Tracks.UpsertAsync([later], CancellationToken.None);
        var outcome = await matching.MatchAsync(request);
        Assert.Equal((CacheState.Miss, 0, 0), (outcome.Cache, outcome.Work.EmbeddingsComputed, outcome.Work.ProfilesComputed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_changed_sound_of_a_candidate_or_a_member_is_another_context_and_no_embedding(int track)
    {
        var request = await GivenAsync($"sound{track}", [$"sound{track}-1", $"sound{track}-3"]);
        request.TrackIds.Remove($"sound{track}-1");
        var before = await matching.MatchAsync(request);
        var louder = MatchingFixture.SomeTracks($"sound{track}")[track - 1];
        louder.Audio.Energy = 1;
        await matching.Tracks.UpsertAsync([louder], CancellationToken.None);
        var after = await matching.MatchAsync(request);
        Assert.Equal(CacheState.Miss, after.Cache);
        Assert.Equal(0, after.Work.EmbeddingsComputed);
        Assert.NotEqual(Flat(before), Flat(after));
    }

    [Fact]
    public async Task Genres_that_read_the_same_in_the_text_are_told_apart()
    {
        var request = await GivenAsync("comma", ["comma-1", "comma-3"]);
        var track = Given.Track("comma-2", genre: "disco, fado");
        await matching.Tracks.UpsertAsync([track], CancellationToken.None);
        var before = await matching.MatchAsync(request);
        track.Genres.Clear();
        track.Genres.Add(["disco", "fado"]);
        await matching.Tracks.UpsertAsync([track], CancellationToken.None);
        var after = await matching.MatchAsync(request);
        Assert.NotEqual(before.Context.Key, after.Context.Key);
        Assert.Equal(0, after.Work.EmbeddingsComputed);
    }

    [Fact]
    public async Task Membership_name_limit_user_and_members_each_make_another_context()
    {
        var request = await GivenAsync("identity", ["identity-1"]);
        var keys = new HashSet<string>(StringComparer.Ordinal) { (await matching.MatchAsync(request)).Context.Key };

        Assert.True(keys.Add((await matching.MatchAsync(new MatchRequest(request) { Limit = 2 })).Context.Key));
        Assert.True(keys.Add((await matching.MatchAsync(new MatchRequest(request) { UserId = "someone" })).Context.Key));
        Assert.True(keys.Add((await matching.MatchAsync(new MatchRequest(request) { IncludeMembers = true })).Context.Key));
        await matching.Playlists.UpsertAsync([Given.Playlist("identity", trackIds: ["identity-1", "identity-2"])], CancellationToken.None);
        Assert.True(keys.Add((await matching.MatchAsync(request)).Context.Key));
        await matching.Playlists.UpsertAsync([Given.Playlist("identity", name: "Early Morning Jazz", trackIds: ["identity-1", "identity-2"])], CancellationToken.None);
        Assert.True(keys.Add((await matching.MatchAsync(request)).Context.Key));
    }

    [Fact]
    public async Task Members_are_ranked_only_when_asked_for()
    {
        var request = await GivenAsync("members", ["members-1", "members-4"]);
        Assert.Equal(["members-2", "members-3", "members-5"], Ids(await matching.MatchAsync(request)).Order());
        Assert.Equal(5, Ids(await matching.MatchAsync(new MatchRequest(request) { IncludeMembers = true })).Count());
    }

    [Fact]
    public async Task A_jazz_playlist_ranks_jazz_first()
    {
        var request = await GivenAsync("sense", ["sense-1"]);
        Assert.Equal("sense-4", Ids(await matching.MatchAsync(request)).First());
    }

    [Fact]
    public async Task Concurrent_equal_requests_agree_and_leave_one_context()
    {
        var request = await GivenAsync("concurrent", ["concurrent-1"], "Eight voices at once.");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => matching.MatchAsync(request)));
        Assert.Single(outcomes.Select(outcome => outcome.Context.Key).Distinct(StringComparer.Ordinal));
        Assert.All(outcomes, outcome => Assert.Equal(Flat(outcomes[0]), Flat(outcome)));
        Assert.Equal((6, 4, 4, 1), (
            outcomes.Sum(outcome => outcome.Work.EmbeddingsComputed), outcomes.Sum(outcome => outcome.Work.PairsScored),
            outcomes.Sum(outcome => outcome.Work.RerankPairsScored), outcomes.Sum(outcome => outcome.Work.ProfilesComputed)));
        await using var command = matching.Database.CreateCommand("SELECT count(*) FROM match_contexts WHERE context_key = $1");
        command.Parameters.Add(new() { Value = outcomes[0].Context.Key });
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Of_several_processes_that_are_asked_at_once_one_computes()
    {
        var question = MatchRules.Check(await GivenAsync("processes", ["processes-1"], "Four bands on four stages."));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => matching.AnotherMatcher().MatchAsync(question, CancellationToken.None)));
        Assert.Single(outcomes, outcome => outcome.Cache == CacheState.Miss);
        Assert.Equal(3, outcomes.Count(outcome => outcome.Cache == CacheState.Hit));
        Assert.Equal(4, outcomes.Sum(outcome => outcome.Work.PairsScored));
    }

    [Fact]
    public async Task Unknown_ids_are_all_named()
    {
        var request = await GivenAsync("unknown", ["unknown-1"]);
        var error = await Assert.ThrowsAsync<ResourceNotFoundException>(() => matching.MatchAsync(new MatchRequest(request) { PlaylistIds = { "p-x" }, TrackIds = { "t-y" } }));
        Assert.Equal("The catalogue has no playlists 'p-x'; no tracks 't-y'. Import them first.", error.Message);
    }

    [Fact]
    public async Task The_database_hashes_the_candidates_as_the_code_would()
    {
        var request = await GivenAsync("hash", ["hash-1"]);
        await using var connection = await matching.Database.OpenConnectionAsync();
        using var memory = new MatchMemory(Options.Create(new MatchOptions()));
        var state = await new CatalogStateReader(memory).ReadAsync(connection, MatchRules.Check(request), bundleHash: "", CancellationToken.None);
        var expected = Contracts.Hash.Compute(Contracts.Versions.CandidateSet, new JsonArray(
            [.. MatchingFixture.SomeTracks("hash").Select(track => new JsonArray(track.Id, TrackText.HashOf(TrackText.For(track)), SignalsHash(track.Genres[0])))]));
        Assert.Equal(expected, state.CandidateSetHash);
    }

    [Fact]
    public async Task What_falls_below_the_threshold_is_no_match_and_nothing_unread_takes_its_place()
    {
        var request = await GivenAsync("threshold", ["threshold-1", "threshold-3"], "What nobody else asks for.");
        var config = MatchConfig.Of(new Dictionary<string, double>(StringComparer.Ordinal) { ["vector"] = 1 }, new MatchSettings(RerankTop: 1, RerankWeight: 1, MinStageOneScore: 0, MinScore: 0.99));
        await new ConfigStore(matching.Database).PutAsync("threshold", config, CancellationToken.None);
        var outcome = await matching.MatchAsync(new MatchRequest(request) { Config = "threshold", Limit = 1 });
        Assert.Empty(outcome.Answer.Ranked["threshold"]);
        Assert.Equal(1, outcome.Work.RerankPairsScored);
    }

    [Fact]
    public async Task A_stored_vector_of_another_length_than_the_models_is_an_error_that_names_both()
    {
        var request = await GivenAsync("length", ["length-1"]);
        var model = (await matching.Bundles.GetAsync(CancellationToken.None)).Embedder;
        await matching.ExecuteAsync($"""
            INSERT INTO track_embeddings (track_id, content_hash, model, revision, dims, vector)
            SELECT id, text_hash, '{model.Name}', '{model.Revision}', 3, '[1,0,0]' FROM tracks WHERE id = 'length-2'
            """);
        var error = await Assert.ThrowsAsync<PreconditionException>(() => matching.MatchAsync(request));
        Assert.StartsWith($"A vector of 3 dimensions is stored for attune-builtin-embedder@{model.Revision} (256 dimensions)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vector_of_another_length_is_refused_by_the_database()
    {
        await GivenAsync("dims", ["dims-1"]);
        await using var command = matching.Database.CreateCommand(
            "INSERT INTO track_embeddings (track_id, content_hash, model, revision, dims, vector) VALUES ('dims-1', 'h', 'm', 'r', 3, '[1,0]')");
        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal("track_embeddings_dims", error.ConstraintName);
    }

    /// <summary>Five tracks and a playlist, and a request that sees no others: tests share a database.</summary>
    /// <param name="prefix">Of all ids.</param>
    /// <param name="members">Of the playlist.</param>
    /// <param name="description">One of its own where scores of stage 2 are counted: those of equal texts are found, whichever playlist they were made for.</param>
    private async Task<MatchRequest> GivenAsync(string prefix, string[] members, string description = "Smoky clubs after midnight.")
    {
        var tracks = MatchingFixture.SomeTracks(prefix);
        await matching.Tracks.UpsertAsync(tracks, CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist(prefix, description: description, trackIds: members)], CancellationToken.None);
        return new MatchRequest { PlaylistIds = { prefix }, TrackIds = { tracks.Select(track => track.Id) } };
    }

    private static string SignalsHash(string genre) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"[[\"{genre}\"], 120, 0.5, 0.6, 0.4, 0.7, 0, 1965]")))[..32];

    private static IEnumerable<string> Ids(MatchOutcome outcome) => outcome.Answer.Ranked.Values.SelectMany(tracks => tracks).Select(track => track.TrackId);

    private static IEnumerable<(string, string, double)> Flat(MatchOutcome outcome) =>
        outcome.Answer.Ranked.SelectMany(playlist => playlist.Value.Select(track => (playlist.Key, track.TrackId, track.Score)));
}
