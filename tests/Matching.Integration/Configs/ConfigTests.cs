using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Gate;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Matching.Integration.Configs;

/// <summary>Configurations in the store, over the wire, and as part of what a match is.</summary>
public sealed class ConfigTests(ServedMatchingFixture matching) : IClassFixture<ServedMatchingFixture>, IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannels.Create(matching.System.AddressOf("matching"));

    private MatchingConfigService.MatchingConfigServiceClient Client => new(_channel);

    public void Dispose() => _channel.Dispose();

    [Fact]
    public async Task The_default_is_the_built_in_one_until_another_is_chosen_and_again_after()
    {
        Assert.Equal(("builtin", true), Named(await GetAsync("")));
        await PutAsync("mine", ("vector", 1));
        Assert.Equal(("mine", true), Named(await SetDefaultAsync("mine")));
        Assert.Equal(("mine", true), Named(await GetAsync("")));
        Assert.Equal(("builtin", false), Named(await GetAsync("builtin")));
        await PutAsync("other", ("audio", 1));
        await SetDefaultAsync("other");
        var listed = (await Client.ListAsync(new())).Configs;
        Assert.Equal("builtin", listed[0].Name);
        Assert.Equal("other", listed.Single(config => config.IsDefault).Name);
        Assert.Equal(("builtin", true), Named(await SetDefaultAsync("builtin")));
    }

    [Fact]
    public async Task A_moved_name_leaves_the_old_configuration_under_its_hash()
    {
        var old = await PutAsync("moving", ("vector", 0.7), ("genre", 0.3));
        Assert.Equal(old, await PutAsync("moving", ("vector", 0.7), ("genre", 0.3)));
        var moved = await PutAsync("moving", ("vector", 0.3), ("genre", 0.7));
        Assert.NotEqual(old.Hash, moved.Hash);
        Assert.Equal(moved, await GetAsync("moving"));
        var byHash = await GetAsync(old.Hash);
        Assert.Equal(("", old.Weights), (byHash.Name, byHash.Weights));
    }

    [Fact]
    public async Task Settings_are_stored_and_told_whether_given_or_not()
    {
        var given = new MatchingConfig { Name = "settings", Weights = { ["vector"] = 1 }, RerankTop = 0, MinStageOneScore = 0.1, MinScore = 0.25 };
        await Client.PutAsync(new() { Config = given });
        var told = await GetAsync("settings");
        Assert.Equal((true, 0, true, 0, 0.1, 0.25), (told.HasRerankTop, told.RerankTop, told.HasRerankWeight, told.RerankWeight, told.MinStageOneScore, told.MinScore));
        var builtIn = await GetAsync("builtin");
        Assert.Equal((20, 0.3), (builtIn.RerankTop, builtIn.RerankWeight));
        Assert.Equal(told, (await Client.ListAsync(new())).Configs.Single(config => config.Name == "settings"));
    }

    [Fact]
    public async Task A_configuration_of_the_version_before_is_found_by_name_and_by_its_hash()
    {
        var hash = "mc_v2_" + new string('0', 64);
        await using (var command = matching.Database.CreateCommand("WITH c AS (INSERT INTO matching_configs (hash, content) VALUES ($1, $2)) INSERT INTO matching_config_names (name, hash) VALUES ('old', $1)"))
        {
            command.Parameters.Add(new() { Value = hash });
            command.Parameters.Add(new() { Value = """{"weights":{"vector":2}}""" });
            await command.ExecuteNonQueryAsync();
        }
        var byName = await GetAsync("old");
        Assert.Equal((hash, 0, 2.0), (byName.Hash, byName.RerankTop, byName.Weights["vector"]));
        Assert.Equal(byName, await GetAsync(hash));
        var request = await GivenAsync("old");
        request.Config = "old";
        Assert.Equal(hash, (await matching.MatchAsync(request)).Config.Hash);
    }

    [Fact]
    public async Task What_is_unknown_is_not_found_and_what_is_wrong_is_refused()
    {
        Assert.Equal(StatusCode.NotFound, await CodeAsync(() => Client.GetAsync(new() { Config = "nobody" })));
        Assert.Equal(StatusCode.NotFound, await CodeAsync(() => Client.SetDefaultAsync(new() { Name = "nobody" })));
        Assert.Equal(StatusCode.InvalidArgument, await CodeAsync(() => Client.PutAsync(new())));
        Assert.Equal(StatusCode.InvalidArgument, await CodeAsync(() => Client.GetAsync(new() { Config = new string('x', 200) })));
        Assert.Equal(StatusCode.InvalidArgument, await CodeAsync(() => Client.PutAsync(new() { Config = new() { Name = "a", Weights = { ["vector"] = double.NaN } } })));
        var error = await Assert.ThrowsAsync<ResourceNotFoundException>(() => matching.MatchAsync(new MatchRequest { Config = "nobody" }));
        Assert.Contains("'nobody'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_configuration_is_another_context_and_the_first_one_is_found_again()
    {
        var request = await GivenAsync("switch");
        var first = await matching.MatchAsync(request);
        Assert.Equal(CacheState.Miss, first.Cache);
        await PutAsync("switch", ("genre", 1), ("audio", 1));
        var other = await matching.MatchAsync(new MatchRequest(request) { Config = "switch" });
        Assert.Equal(CacheState.Miss, other.Cache);
        Assert.NotEqual(first.Context.Key, other.Context.Key);
        Assert.Equal(CacheState.Hit, (await matching.MatchAsync(new MatchRequest(request) { Config = other.Config.Hash })).Cache);

        await PutAsync("switch", [.. MatchConfig.BuiltIn.Signals.Zip(MatchConfig.BuiltIn.Weights)]);
        var back = await matching.MatchAsync(new MatchRequest(request) { Config = "switch" });
        Assert.Equal(CacheState.Hit, back.Cache);
        Assert.Equal(first.Context.Key, back.Context.Key);
    }

    [Fact]
    public async Task A_configuration_without_the_vector_needs_no_embedding()
    {
        var request = await GivenAsync("soundless");
        await PutAsync("soundless", ("audio", 1));
        var outcome = await matching.MatchAsync(new MatchRequest(request) { Config = "soundless" });
        Assert.Equal((0, 0), (outcome.Work.EmbeddingsComputed, outcome.Work.EmbeddingsReused));
        Assert.Equal(3, outcome.Work.PairsScored);
    }

    [Fact]
    public async Task Every_match_says_what_its_score_is_made_of_whether_computed_or_stored()
    {
        var request = await GivenAsync("explain");
        await matching.Tracks.UpsertAsync([WithoutAudio("explain-3")], CancellationToken.None);
        var service = new MatchingService.MatchingServiceClient(_channel);
        var (computed, stored) = (await service.MatchAsync(request), await service.MatchAsync(request));
        Assert.Equal((CacheState.Miss, CacheState.Hit), (computed.Cache, stored.Cache));
        Assert.Equal(computed.Playlists, stored.Playlists);
        Assert.Equal(MatchConfig.BuiltIn.Hash, stored.ConfigHash);
        foreach (var match in stored.Playlists.Single().Matches)
        {
            Assert.Equal(match.TrackId == "explain-3" ? ["vector", "genre", "artist", "era"] : ["vector", "genre", "audio", "artist", "era"], match.Signals.Select(signal => signal.Name));
            Assert.Equal(1, match.Signals.Sum(signal => signal.Weight), 9);
            Assert.Equal(match.Stage1Score, match.Signals.Sum(signal => signal.Weight * signal.Value), 1e-6);
            Assert.Equal(match.Score, (0.7 * match.Stage1Score) + (0.3 * match.RerankScore), 1e-6);
        }
    }

    private async Task<MatchRequest> GivenAsync(string prefix)
    {
        var tracks = MatchingFixture.SomeTracks(prefix);
        await matching.Tracks.UpsertAsync(tracks, CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist(prefix, trackIds: [tracks[0].Id, tracks[4].Id])], CancellationToken.None);
        return new MatchRequest { PlaylistIds = { prefix }, TrackIds = { tracks.Select(track => track.Id) }, Config = "builtin" };
    }

    private static Track WithoutAudio(string id)
    {
        var track = Given.Track(id, "Dancing Queen", "joyful", "disco");
        track.Audio = null;
        return track;
    }

    private async Task<MatchingConfig> PutAsync(string name, params (string Signal, double Weight)[] weights)
    {
        var config = new MatchingConfig { Name = name };
        foreach (var (signal, weight) in weights) config.Weights.Add(signal, weight);
        return (await Client.PutAsync(new() { Config = config })).Config;
    }

    // There is nothing in the catalogue to judge by.
    private async Task<MatchingConfig> SetDefaultAsync(string name) => (await Client.SetDefaultAsync(new() { Name = name, Override = true, OverrideReason = "a test" })).Config;

    private async Task<MatchingConfig> GetAsync(string reference) => (await Client.GetAsync(new() { Config = reference })).Config;

    private static (string, bool) Named(MatchingConfig config) => (config.Name, config.IsDefault);

    private static async Task<StatusCode> CodeAsync<T>(Func<AsyncUnaryCall<T>> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call())).StatusCode;
}
