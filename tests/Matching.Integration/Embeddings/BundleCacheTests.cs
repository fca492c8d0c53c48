using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Serving;
using Attune.Testing;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attune.Matching.Integration.Embeddings;

public sealed class BundleCacheTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task The_bundle_names_its_three_models()
    {
        var bundle = await matching.Bundles.GetAsync(CancellationToken.None);
        Assert.Equal(("attune-builtin-embedder", 256), (bundle.Embedder.Name, bundle.Embedder.Dims));
        Assert.Equal(("attune-builtin-reranker", 0), (bundle.Reranker!.Name, bundle.Reranker.Dims));
        Assert.Equal(("attune-builtin-emotions", 0), (bundle.Emotions!.Key.Name, bundle.Emotions.Key.Dims));
        Assert.All([bundle.Embedder, bundle.Reranker, bundle.Emotions.Key], model => Assert.Matches("^[^-]+-[0-9a-f]{12}$", model.Revision));
        Assert.Equal(["anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral"], bundle.Emotions.Buckets);
        Assert.Equal((28, "admiration", true), (bundle.Emotions.Labels.Count, bundle.Emotions.Labels[0], bundle.Emotions.Experimental));
    }

    [Fact]
    public async Task A_process_that_starts_during_an_outage_knows_what_was_served_last()
    {
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        using var before = CacheOver(line);
        var served = await before.GetAsync(CancellationToken.None);
        line.BreakAfter(0);
        using var after = CacheOver(line);
        var known = await after.GetAsync(CancellationToken.None);
        Assert.Equal((served.Hash, served.Embedder, served.Reranker, served.Emotions!.Key), (known.Hash, known.Embedder, known.Reranker, known.Emotions!.Key));
        Assert.Equal(served.Emotions.Buckets, known.Emotions.Buckets);
        Assert.Equal(served.Emotions.Labels, known.Emotions.Labels);
        Assert.Equal(served.Emotions.Experimental, known.Emotions.Experimental);
    }

    [Fact]
    public async Task Without_any_bundle_the_error_says_who_does_not_answer()
    {
        await ExecuteAsync("DELETE FROM serving_bundles");
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        line.BreakAfter(0);
        using var cache = CacheOver(line);
        var error = await Assert.ThrowsAsync<DependencyUnavailableException>(async () => await cache.GetAsync(CancellationToken.None));
        Assert.StartsWith($"The embedding service at {matching.System.AddressOf("embedding")} does not answer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_hangs_does_not_hold_up_those_who_know_its_bundle_even_when_they_give_up()
    {
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        line.Options.Value.BundleRefresh = TimeSpan.FromTicks(1);
        using var cache = CacheOver(line);
        var known = await cache.GetAsync(CancellationToken.None);
        line.Hold();
        Assert.Equal(known, await cache.GetAsync(CancellationToken.None));
        // Whoever asks is gone by then; the identity is still renewed for the next one.
        using var gone = new CancellationTokenSource();
        var impatient = cache.GetAsync(gone.Token).AsTask();
        await gone.CancelAsync();
        Assert.Equal(known, await impatient);
        line.Release();
        Assert.Equal(known.Hash, (await cache.GetAsync(CancellationToken.None)).Hash);
    }

    [Fact]
    public async Task The_database_is_asked_at_the_first_answer_only()
    {
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        // Stale at once, so that every call asks the service.
        line.Options.Value.BundleRefresh = TimeSpan.FromTicks(1);
        using var cache = CacheOver(line);
        using var counter = new SqlCommandCounter(matching.System.Postgres.Database);
        await cache.GetAsync(CancellationToken.None);
        Assert.Equal(1, counter.Count);
        await cache.GetAsync(CancellationToken.None);
        Assert.Equal((1, 2), (counter.Count, line.Calls));
    }

    [Fact]
    public async Task Of_several_bundles_the_one_that_was_seen_last_counts_however_often_they_change()
    {
        await ExecuteAsync("DELETE FROM serving_bundles");
        Assert.Null(await Store.FindLastAsync(CancellationToken.None));
        var (old, lean) = (Bundle("mb_v1_old"), Bundle("mb_v1_lean"));
        await Store.SaveAsync(old, CancellationToken.None);
        await Store.SaveAsync(lean, CancellationToken.None);
        Assert.Equal(lean, await Store.FindLastAsync(CancellationToken.None));
        await Store.SaveAsync(old, CancellationToken.None);
        Assert.Equal(old, await Store.FindLastAsync(CancellationToken.None));
        await using var connection = await matching.Database.OpenConnectionAsync();
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM serving_bundles"));
    }

    [Fact]
    public async Task A_database_that_refuses_does_not_hide_the_bundle_and_is_tried_again()
    {
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        line.Options.Value.BundleRefresh = TimeSpan.FromTicks(1);
        using var cache = CacheOver(line);
        await ExecuteAsync("DELETE FROM serving_bundles");
        await ExecuteAsync("ALTER TABLE serving_bundles RENAME TO elsewhere");
        var bundle = await cache.GetAsync(CancellationToken.None);
        await ExecuteAsync("ALTER TABLE elsewhere RENAME TO serving_bundles");
        Assert.Null(await Store.FindLastAsync(CancellationToken.None));
        Assert.Equal(bundle.Hash, (await cache.GetAsync(CancellationToken.None)).Hash);
        Assert.Equal(bundle.Hash, (await Store.FindLastAsync(CancellationToken.None))?.Hash);
    }

    private BundleStore Store => new(matching.Database);

    private BundleCache CacheOver(TestLine line) => new(line.Client, Store, line.Options, TimeProvider.System, NullLogger<BundleCache>.Instance);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    private static ServingBundle Bundle(string hash) => new(hash, new ModelKey("embedder", "r1", 3), Reranker: null, Emotions: null);
}
