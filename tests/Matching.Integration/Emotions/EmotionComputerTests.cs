using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Emotions;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Music.Catalog;
using Dapper;
using Npgsql;

namespace Attune.Matching.Integration.Emotions;

public sealed class EmotionComputerTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task A_track_lacks_emotions_until_they_are_computed_and_again_when_its_text_changes()
    {
        var model = await ModelAsync();
        var missing = await GivenAsync("text", 3);
        var computed = await ComputeAsync(new EmotionComputer(matching.Embedder), missing, model);
        Assert.Equal(3, computed.Computed);
        Assert.Equal(missing.Select(item => (item.Id, item.ContentHash)), computed.Emotions.Select(emotions => (emotions.Id, emotions.ContentHash)));
        Assert.All(computed.Emotions, emotions => Assert.Equal(1, emotions.Buckets.Sum(), 1e-5f));
        Assert.Empty(await MissingAsync("text", 3));
        await matching.Tracks.UpsertAsync([Given.Track("text-001", mood: "furious")], CancellationToken.None);
        Assert.Equal("text-001", (await MissingAsync("text", 3)).Single().Id);

        await using var connection = await matching.Database.OpenConnectionAsync();
        var stored = await EmotionStore.FindAsync(connection, model, missing, CancellationToken.None);
        Assert.Equal(
            computed.Emotions.Select(emotions => (emotions.Id, string.Join(' ', emotions.Buckets), string.Join(' ', emotions.Labels))),
            stored.OrderBy(emotions => emotions.Id, StringComparer.Ordinal).Select(emotions => (emotions.Id, string.Join(' ', emotions.Buckets), string.Join(' ', emotions.Labels))));
    }

    [Fact]
    public async Task Concurrent_callers_compute_each_track_once()
    {
        var (model, items) = (await ModelAsync(), await GivenAsync("once", 40));
        var computer = new EmotionComputer(matching.Embedder);
        Embeddable[][] needs = [.. Enumerable.Range(0, 6).Select(i => items.Skip(i * 4).Take(20).ToArray())];
        var results = await Task.WhenAll(needs.Select(need => Task.Run(() => ComputeAsync(computer, need, model))));
        Assert.Equal(40, results.Sum(result => result.Computed));
        Assert.Empty(await MissingAsync("once", 40));
    }

    [Fact]
    public async Task What_is_stored_for_other_buckets_is_refused()
    {
        var (model, items) = (await ModelAsync(), await GivenAsync("shape", 1));
        var computer = new EmotionComputer(matching.Embedder);
        await ComputeAsync(computer, items, model);
        var error = await Assert.ThrowsAsync<PreconditionException>(() => ComputeAsync(computer, items, model with { Buckets = ["joy"] }));
        Assert.Contains("7 buckets and 28 labels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_distribution_is_refused_by_the_database()
    {
        await GivenAsync("none", 1);
        await using var connection = await matching.Database.OpenConnectionAsync();
        var row = new StoredEmotions("none-000", "h", [], [0.5f]);
        var error = await Assert.ThrowsAsync<PostgresException>(() => EmotionStore.SaveAsync(connection, new ModelKey("m", "r", 0), [row], CancellationToken.None));
        Assert.Equal(PostgresErrorCodes.CheckViolation, error.SqlState);
    }

    private async Task<ComputedEmotions> ComputeAsync(EmotionComputer computer, IReadOnlyList<Embeddable> items, EmotionModel model)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        return await computer.ComputeAsync(connection, items, model, CancellationToken.None);
    }

    private async Task<EmotionModel> ModelAsync() => (await matching.Bundles.GetAsync(CancellationToken.None)).Emotions!;

    private async Task<Embeddable[]> GivenAsync(string prefix, int count)
    {
        await matching.Tracks.UpsertAsync([.. Enumerable.Range(0, count).Select(i => Given.Track($"{prefix}-{i:000}", $"Song number {i}"))], CancellationToken.None);
        return [.. await MissingAsync(prefix, count)];
    }

    private async Task<IReadOnlyList<Embeddable>> MissingAsync(string prefix, int count)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        return await TrackTexts.LackingAsync(connection, EmotionStore.TableName, [.. Enumerable.Range(0, count).Select(i => $"{prefix}-{i:000}")], (await ModelAsync()).Key, CancellationToken.None);
    }
}
