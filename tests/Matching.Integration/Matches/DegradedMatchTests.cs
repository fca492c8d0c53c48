using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Matching.Integration.Matches;

/// <summary>The real service while the embedding service is down.</summary>
public sealed class DegradedMatchTests : IAsyncLifetime
{
    private readonly AttuneSystem _system = new() { Services = ["embedding", "matching"], Schemas = ["matching"] };
    private GrpcChannel _channel = null!;

    private MatchingService.MatchingServiceClient Client => new(_channel);

    private static MatchRequest Request => new() { PlaylistIds = { "p" } };

    public async Task InitializeAsync()
    {
        await _system.InitializeAsync();
        _channel = GrpcChannels.Create(_system.AddressOf("matching"));
        await ImportAsync(MatchingFixture.SomeTracks("t"));
        using var playlists = new CatalogService.CatalogServiceClient(_channel).ImportPlaylists();
        await playlists.RequestStream.WriteAsync(new() { Rows = { new PlaylistRow { Playlist = Given.Playlist("p", trackIds: ["t-1", "t-4"]) } } });
        await playlists.RequestStream.CompleteAsync();
        await playlists;
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _system.DisposeAsync();
    }

    [Fact]
    public async Task Stored_numbers_go_on_serving_the_reply_says_what_is_missing_and_nothing_half_is_kept()
    {
        var whole = await Client.MatchAsync(Request);
        Assert.Null(whole.Degraded);
        await _system.KillAsync("embedding");
        Assert.Equal((CacheState.Hit, null), await CacheAsync());

        // A new text has no vector: the track is ranked by what else is known of it.
        await ImportAsync([Given.Track("t-6", "Take Five", "cool", "cool jazz")]);
        var degraded = await Client.MatchAsync(Request);
        Assert.Equal((CacheState.Miss, 1, 1), (degraded.Cache, degraded.Degraded.MissingEmbeddings, degraded.Degraded.MissingRerankPairs));
        Assert.Contains("does not answer", degraded.Degraded.Reason, StringComparison.Ordinal);
        Assert.Equal(4, degraded.Playlists[0].Matches.Count);
        var unseen = degraded.Playlists[0].Matches.Single(match => match.TrackId == "t-6");
        Assert.Equal(["genre", "audio", "artist", "era"], unseen.Signals.Select(signal => signal.Name));
        Assert.Equal(1, unseen.Signals.Sum(signal => signal.Weight), 9);
        Assert.All(degraded.Playlists[0].Matches, match => Assert.False(match.HasRerankScore));
        Assert.NotNull((await Client.MatchAsync(Request)).Degraded);

        await _system.StartAsync("embedding");
        var mended = degraded;
        await Eventually.IsTrueAsync(async () => (mended = await Client.MatchAsync(Request)).Degraded is null, "the embedding service is used again");
        Assert.Equal((CacheState.Miss, 1, 1), (mended.Cache, mended.Work.EmbeddingsComputed, mended.Work.RerankPairsScored));
        Assert.Equal((CacheState.Hit, null), await CacheAsync());
    }

    [Fact]
    public async Task A_process_that_starts_meanwhile_serves_what_is_stored()
    {
        await Client.MatchAsync(Request);
        await _system.KillAsync("embedding");
        await _system.KillAsync("matching");
        await _system.StartAsync("matching");
        Assert.Equal((CacheState.Hit, null), await CacheAsync());
    }

    [Fact]
    public async Task Found_tracks_and_explanations_go_on_too_but_a_new_text_cannot_be_searched()
    {
        await Client.MatchAsync(Request);
        await _system.KillAsync("embedding");
        var found = await Client.FindTracksAsync(new() { PlaylistId = "p" });
        Assert.Equal(["t-2", "t-3", "t-5"], found.Matches.Select(match => match.TrackId).Order(StringComparer.Ordinal));
        Assert.Null(found.Degraded);
        Assert.Null((await Client.ExplainAsync(new() { PlaylistId = "p", TrackId = "t-3" })).Degraded);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.FindTracksAsync(new() { Text = "rainy sunday" }));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    private async Task<(CacheState, Degradation?)> CacheAsync()
    {
        var reply = await Client.MatchAsync(Request);
        return (reply.Cache, reply.Degraded);
    }

    private async Task ImportAsync(Track[] tracks)
    {
        using var import = new CatalogService.CatalogServiceClient(_channel).ImportTracks();
        await import.RequestStream.WriteAsync(new() { Rows = { tracks.Select((track, i) => new TrackRow { Number = i, Track = track }) } });
        await import.RequestStream.CompleteAsync();
        await import;
    }
}
