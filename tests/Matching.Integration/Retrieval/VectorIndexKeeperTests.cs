using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Retrieval;
using Attune.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Integration.Retrieval;

public sealed class VectorIndexKeeperTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task The_serving_model_gets_its_index_once_it_has_vectors()
    {
        var options = Options.Create(new RetrievalOptions { MinRows = 5, CheckInterval = TimeSpan.FromMilliseconds(20) });
        var indexes = new VectorIndexes(matching.Database, options, TimeProvider.System, NullLogger<VectorIndexes>.Instance);
        using var keeper = new VectorIndexKeeper(indexes, matching.Bundles, options, TimeProvider.System, NullLogger<VectorIndexKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        Assert.Empty(await indexes.ListAsync(CancellationToken.None));

        var tracks = MatchingFixture.SomeTracks("keeper");
        await matching.Tracks.UpsertAsync(tracks, CancellationToken.None);
        await matching.Playlists.UpsertAsync([Given.Playlist("keeper", trackIds: ["keeper-1"])], CancellationToken.None);
        await matching.MatchAsync(new MatchRequest { PlaylistIds = { "keeper" } });

        var model = (await matching.Bundles.GetAsync(CancellationToken.None)).Embedder;
        await Eventually.IsTrueAsync(
            async () => await indexes.ListAsync(CancellationToken.None) is [{ IsValid: true } index] && index.Name == VectorIndex.NameOf(model), "the model has its index");
        await keeper.StopAsync(CancellationToken.None);
        Assert.False(keeper.ExecuteTask!.IsFaulted);
    }
}
