using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Matching.Music.Retrieval;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Matching.Integration.Matches;

/// <summary>Over the wire, from the real service.</summary>
public sealed class FindAndExplainTests(ServedMatchingFixture matching) : IClassFixture<ServedMatchingFixture>, IAsyncLifetime
{
    private readonly GrpcChannel _channel = GrpcChannels.Create(matching.System.AddressOf("matching"));

    private MatchingService.MatchingServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        await matching.Tracks.UpsertAsync(MatchingFixture.SomeTracks("t"), CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist("p", trackIds: ["t-1", "t-4"]), Given.Playlist("cold")], CancellationToken.None);
        // Retrieval finds what has a vector.
        await matching.MatchAsync(new MatchRequest { PlaylistIds = { "p", "cold" } });
    }

    public Task DisposeAsync()
    {
        _channel.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Found_tracks_are_ranked_as_a_match_ranks_them()
    {
        var match = await Client.MatchAsync(new() { PlaylistIds = { "p" } });
        var found = await Client.FindTracksAsync(new() { PlaylistId = "p" });
        Assert.Equal(match.Playlists[0].Matches, found.Matches);
        Assert.Equal((0, 0, 0), (found.Work.EmbeddingsComputed, found.Work.ProfilesComputed, found.Work.RerankPairsScored));
    }

    [Fact]
    public async Task A_text_finds_tracks_and_the_second_time_nothing_is_computed()
    {
        var first = await Client.FindTracksAsync(new() { Text = "thrash metal, aggressive", Limit = 2 });
        Assert.Equal("t-2", first.Matches[0].TrackId);
        Assert.Equal((1, 5), (first.Work.EmbeddingsComputed, first.Work.RerankPairsScored));
        var second = await Client.FindTracksAsync(new() { Text = " thrash  metal, aggressive", Limit = 2 });
        Assert.Equal((0, 0), (second.Work.EmbeddingsComputed, second.Work.RerankPairsScored));
        Assert.Equal(first.Matches, second.Matches);
    }

    [Fact]
    public async Task Members_are_found_only_when_asked_for()
    {
        Assert.DoesNotContain((await Client.FindTracksAsync(new() { PlaylistId = "p" })).Matches, match => match.TrackId is "t-1" or "t-4");
        Assert.Equal(5, (await Client.FindTracksAsync(new() { PlaylistId = "p", IncludeMembers = true })).Matches.Count);
    }

    [Fact]
    public async Task What_is_wrong_with_a_search_is_said_all_at_once()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.FindTracksAsync(new() { Limit = -1, Candidates = 3_000 }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.All(["subject", "limit", "candidates"], field => Assert.Contains(field, error.Status.Detail, StringComparison.Ordinal));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await Client.FindTracksAsync(new() { PlaylistId = "nobody's" }))).StatusCode);
        var unknown = await Assert.ThrowsAsync<RpcException>(async () => await Client.FindTracksAsync(new() { Text = "𒀀𒀀" }));
        Assert.Equal(StatusCode.FailedPrecondition, unknown.StatusCode);
    }

    [Fact]
    public async Task An_explanation_has_the_scores_of_the_match_and_what_they_are_made_of()
    {
        var matched = (await Client.MatchAsync(new() { PlaylistIds = { "p" } })).Playlists[0].Matches.Single(match => match.TrackId == "t-3");
        var explained = await Client.ExplainAsync(new() { PlaylistId = "p", TrackId = "t-3" });
        Assert.Equal((matched.Score, matched.Stage1Score, matched.RerankScore), (explained.Match.Score, explained.Match.Stage1Score, explained.Match.RerankScore));
        Assert.Equal(matched.Signals, explained.Match.Signals);
        Assert.Equal((false, 2), (explained.IsMember, explained.Members));
        var signals = explained.Match.Signals.ToDictionary(signal => signal.Name, signal => signal.Value, StringComparer.Ordinal);
        Assert.Equal(6, explained.Audio.Count);
        Assert.InRange(signals["audio"], explained.Audio.Min(feature => feature.Similarity) - 1e-6, explained.Audio.Max(feature => feature.Similarity) + 1e-6);
        Assert.InRange(explained.TextCosine, -1, 1);
        Assert.InRange(explained.MembersCosine, -1, 1);
        Assert.StartsWith("Late Night Jazz. Smoky clubs after midnight.", explained.QueryText, StringComparison.Ordinal);
        Assert.StartsWith("Dancing Queen by Nina Simone.", explained.DocumentText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Genres_in_common_are_named_the_heaviest_first()
    {
        var explained = await Client.ExplainAsync(new() { PlaylistId = "p", TrackId = "t-4" });
        Assert.True(explained.IsMember);
        var products = explained.Genres.Select(genre => genre.Playlist * genre.Track).ToList();
        Assert.NotEmpty(products);
        Assert.Equal(products.OrderDescending(), products);
        Assert.Contains(explained.Genres, genre => genre.Name == "jazz");
    }

    [Fact]
    public async Task A_pair_with_a_cold_playlist_is_explained_by_the_text()
    {
        var explained = await Client.ExplainAsync(new() { PlaylistId = "cold", TrackId = "t-4" });
        Assert.Equal(["vector"], explained.Match.Signals.Select(signal => signal.Name));
        Assert.True(explained.HasTextCosine);
        Assert.False(explained.HasMembersCosine);
    }

    [Fact]
    public async Task What_cannot_be_found_is_counted_and_a_pair_without_a_signal_has_no_score()
    {
        Assert.Equal((0, 0), Unsearchable(await Client.FindTracksAsync(new() { PlaylistId = "p" })));
        await matching.Tracks.UpsertAsync(
            [new Track { Id = "ko-1", Title = "밤편지", Artists = { "아이유" } }, new Track { Id = "ko-2", Title = "좋은 날", Artists = { "아이유" } }], CancellationToken.None);
        try
        {
            Assert.Equal((2, 0), Unsearchable(await Client.FindTracksAsync(new() { PlaylistId = "p" })));
            Assert.Equal(["artist"], (await Client.ExplainAsync(new() { PlaylistId = "p", TrackId = "ko-1" })).Match.Signals.Select(signal => signal.Name));
            var heard = await matching.PutConfigAsync("heard", new Dictionary<string, double> { ["vector"] = 0.6, ["genre"] = 0.25, ["audio"] = 0.15 }, rerankTop: 20);
            var explained = await Client.ExplainAsync(new() { PlaylistId = "p", TrackId = "ko-1", Config = heard.Hash });
            Assert.Empty(explained.Match.Signals);
            Assert.False(explained.HasTextCosine || explained.HasMembersCosine || explained.Match.HasRerankScore);

            var found = await Client.FindTracksAsync(new() { PlaylistId = "p", IncludeMembers = true });
            Assert.Equal((1, 1), Unsearchable(found));
            Assert.DoesNotContain(found.Matches, match => match.TrackId.StartsWith("ko", StringComparison.Ordinal));
            Assert.Equal(5, found.Candidates);
            await matching.MatchAsync(new MatchRequest { PlaylistIds = { "p" } });
            Assert.Equal((0, 2), Unsearchable(await Client.FindTracksAsync(new() { PlaylistId = "p" })));
            Assert.Equal((0, 2), Unsearchable(await Client.FindTracksAsync(new() { Text = "thrash metal" })));
        }
        finally
        {
            await matching.ExecuteAsync("DELETE FROM tracks WHERE id LIKE 'ko-%'");
        }

        static (long, long) Unsearchable(FindTracksResponse found) => (found.TracksWithoutVectors, found.TracksWithoutKnownWords);
    }

    [Fact]
    public async Task Unknown_playlists_and_tracks_are_not_found()
    {
        foreach (var request in new ExplainRequest[] { new() { PlaylistId = "x", TrackId = "t-1" }, new() { PlaylistId = "p", TrackId = "x" } })
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await Client.ExplainAsync(request))).StatusCode);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await Client.ExplainAsync(new()))).StatusCode);
    }
}
