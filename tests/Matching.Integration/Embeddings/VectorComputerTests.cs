using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Matches;
using Attune.Testing;
using Dapper;

namespace Attune.Matching.Integration.Embeddings;

public sealed class VectorComputerTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    private static readonly TrackSubject Subject = new();

    [Fact]
    public async Task Concurrent_callers_that_miss_overlapping_tracks_compute_each_once()
    {
        var items = await GivenAsync("overlap", 60);
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        var computer = new VectorComputer(line.Client);
        var model = await ModelAsync();
        Embeddable[][] needs = [.. Enumerable.Range(0, 8).Select(i => items.Skip(i * 5).Take(25).ToArray())];
        var results = await Task.WhenAll(needs.Select(need => Task.Run(() => ComputeAsync(computer, need, model))));

        Assert.Equal(needs.SelectMany(need => need).Distinct().Count(), results.Sum(result => result.Computed));
        Assert.All(results.Zip(needs), pair => Assert.Equal(pair.Second.Select(item => (item.Id, item.ContentHash)), pair.First.Vectors.Select(vector => (vector.Id, vector.ContentHash))));
        var byId = results.SelectMany(result => result.Vectors).GroupBy(vector => vector.Id, StringComparer.Ordinal);
        Assert.All(byId, vectors => Assert.All(vectors, vector => Assert.Equal(vectors.First().Values, vector.Values)));
        Assert.Equal(60, await StoredAsync("overlap"));
    }

    [Fact]
    public async Task The_same_miss_of_many_is_one_call_to_the_embedding_service()
    {
        var items = await GivenAsync("one", 3);
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        var computer = new VectorComputer(line.Client);
        var model = await ModelAsync();
        line.Hold();
        var running = Enumerable.Range(0, 6).Select(_ => ComputeAsync(computer, items, model)).ToList();
        await Eventually.IsTrueAsync(() => line.Calls > 0, "the first call is on its way");
        line.Release();
        var results = await Task.WhenAll(running);
        Assert.Equal(1, line.Calls);
        Assert.Equal([0, 0, 0, 0, 0, 3], results.Select(result => result.Computed).Order());
    }

    [Fact]
    public async Task What_is_stored_by_the_time_of_the_call_is_not_computed()
    {
        var items = await GivenAsync("late", 3);
        var computer = new VectorComputer(matching.Embedder);
        var model = await ModelAsync();
        var first = await ComputeAsync(computer, items[..2], model);
        var second = await ComputeAsync(computer, items, model);
        Assert.Equal((2, 1), (first.Computed, second.Computed));
        Assert.Equal(first.Vectors[1].Values, second.Vectors[1].Values);
    }

    [Fact]
    public async Task The_caller_that_computes_may_go_away_and_another_one_takes_over()
    {
        var items = await GivenAsync("heir", 2);
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        var computer = new VectorComputer(line.Client);
        var model = await ModelAsync();
        line.Hold();
        using var cancel = new CancellationTokenSource();
        var first = ComputeAsync(computer, items, model, cancel.Token);
        await Eventually.IsTrueAsync(() => line.Calls == 1, "the first call is on its way");
        var second = ComputeAsync(computer, items, model);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        line.Release();
        Assert.Equal(2, (await second).Computed);
        Assert.Equal(2, line.Calls);
    }

    [Fact]
    public async Task What_was_computed_before_the_service_went_away_is_kept()
    {
        var items = await GivenAsync("midway", EmbeddingClient.LargestCall + 4);
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        var computer = new VectorComputer(line.Client);
        var model = await ModelAsync();
        line.BreakAfter(1);
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => ComputeAsync(computer, items, model));
        Assert.Equal(EmbeddingClient.LargestCall, await StoredAsync("midway"));
        line.Mend();
        Assert.Equal(4, (await ComputeAsync(computer, items, model)).Computed);
    }

    private async Task<ComputedVectors> ComputeAsync(VectorComputer computer, IReadOnlyList<Embeddable> items, ModelKey model, CancellationToken cancellationToken = default)
    {
        await using var connection = await matching.Database.OpenConnectionAsync(CancellationToken.None);
        return await computer.ComputeAsync(connection, Subject, items, model, cancellationToken);
    }

    private async Task<ModelKey> ModelAsync() => (await matching.Bundles.GetAsync(CancellationToken.None)).Embedder;

    private async Task<Embeddable[]> GivenAsync(string prefix, int count)
    {
        await matching.Tracks.UpsertAsync([.. Enumerable.Range(0, count).Select(i => Given.Track($"{prefix}-{i:000}", $"Song number {i}"))], CancellationToken.None);
        await using var connection = await matching.Database.OpenConnectionAsync();
        var items = await Subject.MissingAsync(connection, [.. Enumerable.Range(0, count).Select(i => $"{prefix}-{i:000}")], await ModelAsync(), CancellationToken.None);
        Assert.Equal(count, items.Count);
        Assert.Equal(TrackText.HashOf(items[0].Text), items[0].ContentHash);
        return [.. items];
    }

    private async Task<long> StoredAsync(string prefix)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM track_embeddings WHERE starts_with(track_id, @prefix)", new { prefix });
    }
}
