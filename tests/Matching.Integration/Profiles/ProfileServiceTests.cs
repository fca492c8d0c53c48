using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Scoring.Signals;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Matching.Integration.Profiles;

/// <summary>Over the wire, what a profile is made of and why it is stale.</summary>
public sealed class ProfileServiceTests(ServedMatchingFixture matching) : IClassFixture<ServedMatchingFixture>, IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannels.Create(matching.System.AddressOf("matching"));

    private ProfileService.ProfileServiceClient Client => new(_channel);

    public void Dispose() => _channel.Dispose();

    [Fact]
    public async Task A_profile_is_never_made_then_current_and_says_what_it_is_made_of()
    {
        var request = await GivenAsync("made", "made-1", "made-4");
        var before = await GetAsync("made");
        Assert.Equal([ProfileStaleness.NeverMade], before.Stale);
        Assert.Null(before.Stored);

        await matching.MatchAsync(request);
        var after = await GetAsync("made");
        Assert.Empty(after.Stale);
        Assert.Equal((before.CurrentHash, before.CurrentHash), (after.CurrentHash, after.Stored.ContentHash));
        Assert.Equal(["made-1", "made-4"], after.MemberIds);
        Assert.Equal((2, true, true), (after.Stored.Members, after.Stored.HasQueryVector, after.Stored.HasCentroid));
        Assert.Equal(1, after.Stored.Genres.Sum(genre => genre.Weight), 6);
        Assert.Equal(0.6, after.Stored.Audio["valence"], 6);
        Assert.StartsWith("Late Night Jazz.", after.Stored.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task What_no_id_can_be_is_refused_by_the_name_of_its_field(string id)
    {
        var catalogue = new CatalogService.CatalogServiceClient(_channel);
        var errors = new[]
        {
            await Assert.ThrowsAsync<RpcException>(async () => await GetAsync(id)),
            await Assert.ThrowsAsync<RpcException>(async () => await catalogue.GetTrackAsync(new GetTrackRequest { Id = id })),
            await Assert.ThrowsAsync<RpcException>(async () => await catalogue.GetPlaylistAsync(new GetPlaylistRequest { Id = id })),
        };
        Assert.All(errors, error => Assert.Equal(StatusCode.InvalidArgument, error.StatusCode));
    }

    [Fact]
    public async Task A_changed_text_changed_members_and_a_changed_member_are_told_apart()
    {
        await matching.MatchAsync(await GivenAsync("why", "why-1", "why-2"));
        await matching.Playlists.UpsertAsync([Given.Playlist("why", name: "Early Jazz", trackIds: ["why-1", "why-2"])], CancellationToken.None);
        Assert.Equal([ProfileStaleness.TextChanged], (await GetAsync("why")).Stale);
        await matching.Playlists.UpsertAsync([Given.Playlist("why", trackIds: ["why-1", "why-2", "why-3"])], CancellationToken.None);
        Assert.Equal([ProfileStaleness.MembersChanged], (await GetAsync("why")).Stale);
        await matching.Playlists.UpsertAsync([Given.Playlist("why", trackIds: ["why-1", "why-2"])], CancellationToken.None);
        Assert.Empty((await GetAsync("why")).Stale);
        await matching.Tracks.UpsertAsync([Given.Track("why-2", "Master of Puppets", "serene", "polka")], CancellationToken.None);
        Assert.Equal([ProfileStaleness.InputsChanged], (await GetAsync("why")).Stale);
    }

    [Fact]
    public async Task Another_configuration_and_another_version_are_told()
    {
        var request = await GivenAsync("parts", "parts-1", "parts-2");
        request.Config = (await matching.PutConfigAsync("genre-alone", new Dictionary<string, double> { ["genre"] = 1 }, rerankTop: 0)).Hash;
        await matching.MatchAsync(request);
        Assert.Equal([ProfileStaleness.OtherParts], (await GetAsync("parts")).Stale);
        await matching.ExecuteAsync("UPDATE playlist_profiles SET content_hash = 'pp_v1_' || substr(content_hash, 7) WHERE playlist_id = 'parts'");
        Assert.Equal([ProfileStaleness.OtherVersion], (await GetAsync("parts")).Stale);
    }

    [Fact]
    public async Task Another_model_is_told()
    {
        await matching.MatchAsync(await GivenAsync("model", "model-1", "model-2"));
        var bundle = await matching.Bundles.GetAsync(CancellationToken.None);
        await using var connection = await matching.Database.OpenConnectionAsync();
        var state = await CatalogStateReader.PlaylistAsync(connection, "model", CancellationToken.None);
        var hash = ProfileIdentity.HashOf(
            state!, bundle with { Embedder = bundle.Embedder with { Revision = "before" } }, SignalKinds.PartsOf(MatchConfig.BuiltIn, bundle));
        await matching.ExecuteAsync($"UPDATE playlist_profiles SET content_hash = '{hash}', revision = 'before' WHERE playlist_id = 'model'");
        Assert.Equal([ProfileStaleness.OtherModel], (await GetAsync("model")).Stale);
    }

    [Fact]
    public async Task Pages_follow_the_ids_of_playlists_and_an_unknown_one_is_not_found()
    {
        await GivenAsync("page-a");
        await GivenAsync("page-b");
        var seen = new List<string>();
        var request = new ProfileServiceListRequest { PageSize = 1 };
        do
        {
            var response = await Client.ListAsync(request);
            seen.AddRange(response.Profiles.Select(profile => profile.PlaylistId));
            request.PageToken = response.NextPageToken;
        } while (request.PageToken.Length > 0);
        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
        Assert.Superset(new HashSet<string> { "page-a", "page-b" }, seen.ToHashSet());
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => GetAsync("nobody"))).StatusCode);
    }

    private async Task<ProfileStatus> GetAsync(string id) => (await Client.GetAsync(new ProfileServiceGetRequest { PlaylistId = id })).Profile;

    private async Task<MatchRequest> GivenAsync(string prefix, params string[] members)
    {
        var tracks = MatchingFixture.SomeTracks(prefix);
        await matching.Tracks.UpsertAsync(tracks, CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist(prefix, trackIds: members)], CancellationToken.None);
        return new MatchRequest { PlaylistIds = { prefix }, TrackIds = { tracks.Select(track => track.Id) } };
    }
}
