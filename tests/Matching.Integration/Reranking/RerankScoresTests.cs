using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Reranking;
using Attune.Testing;
using Dapper;
using Npgsql;

namespace Attune.Matching.Integration.Reranking;

public sealed class RerankScoresTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task Scores_are_those_of_the_reranker_and_found_again_in_one_round_trip()
    {
        var reranker = await RerankerAsync();
        RerankTask[] tasks = [Task("found-a", 5), Task("found-b", 3), Task("found-none", 0)];
        var computed = await ComputeAsync(new RerankScores(matching.Embedder), tasks);
        Assert.Equal((8, 3), (computed.Computed, computed.Tasks.Count));
        foreach (var (task, scores) in tasks.Zip(computed.Tasks))
        {
            var direct = await matching.Embedder.RerankAsync(task.QueryText, [.. task.Documents.Select(document => document.Text)], reranker, CancellationToken.None);
            Assert.Equal(direct.Length, scores.Length);
            Assert.All(direct.Zip(scores), pair => Assert.Equal(pair.First.Score!.Value, pair.Second.Score!.Value, 1e-5f));
        }

        RerankKey[] keys = [.. tasks.SelectMany(Keys), new("found-a", "no such document"), .. Keys(tasks[0])];
        await using var connection = await matching.Database.OpenConnectionAsync();
        using var counter = new SqlCommandCounter(matching.System.Postgres.Database);
        var found = await RerankScores.FindAsync(connection, keys, reranker, CancellationToken.None);
        Assert.Equal(1, counter.Count);
        RerankAnswer?[] flat = [.. computed.Tasks.SelectMany(scores => scores).Select(score => (RerankAnswer?)score)];
        Assert.Equal([.. flat, null, .. flat[..5]], found);
        Assert.All(await RerankScores.FindAsync(connection, keys, reranker with { Revision = "r0" }, CancellationToken.None), answer => Assert.Null(answer));
    }

    [Fact]
    public async Task Only_pairs_that_are_not_stored_are_sent()
    {
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        var scores = new RerankScores(line.Client);
        var first = await ComputeAsync(scores, [Task("sent", 4)]);
        var second = await ComputeAsync(scores, [Task("sent", 6), Task("sent", 2)]);
        Assert.Equal((4, 2, 2), (first.Computed, second.Computed, line.Calls));
        Assert.Equal(first.Tasks[0], second.Tasks[0][..4]);
        Assert.Equal(first.Tasks[0][..2], second.Tasks[1]);
        await ComputeAsync(scores, [Task("sent", 6)]);
        Assert.Equal(2, line.Calls);
    }

    [Fact]
    public async Task Concurrent_callers_with_overlapping_pairs_score_each_once()
    {
        var scores = new RerankScores(matching.Embedder);
        var needs = Enumerable.Range(0, 8).Select(i => Enumerable.Range(0, 5).Select(query => Task($"overlap-{(query + i) % 9}", 4 + i)).ToArray()).ToArray();
        var results = await System.Threading.Tasks.Task.WhenAll(needs.Select(need => System.Threading.Tasks.Task.Run(() => ComputeAsync(scores, need))));
        var pairs = needs.SelectMany(need => need).SelectMany(Keys).Distinct().Count();
        Assert.Equal(pairs, results.Sum(result => result.Computed));
        Assert.Equal(pairs, await StoredAsync("overlap-"));
        Assert.All(results.Zip(needs), pair => Assert.Equal(pair.Second.Select(task => task.Documents.Count), pair.First.Tasks.Select(values => values.Length)));
    }

    [Fact]
    public async Task A_dry_run_leaves_no_trace_and_does_not_spoil_who_wants_to_store()
    {
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        var scores = new RerankScores(line.Client);
        line.Hold();
        var (dry, real) = (ComputeAsync(scores, [Task("dry", 3)], store: false), ComputeAsync(scores, [Task("dry", 3)]));
        await Eventually.IsTrueAsync(() => line.Calls == 2, "both have asked");
        Assert.Equal(0, await StoredAsync("dry"));
        line.Release();
        Assert.Equal((3, 3), ((await dry).Computed, (await real).Computed));
        Assert.Equal(3, await StoredAsync("dry"));
        Assert.Equal(0, (await ComputeAsync(scores, [Task("dry", 3)], store: false)).Computed);

        Assert.Equal(3, (await ComputeAsync(scores, [Task("dryer", 3)], store: false)).Computed);
        Assert.Equal(0, await StoredAsync("dryer"));
    }

    [Fact]
    public async Task What_was_scored_before_the_service_went_away_is_kept_and_the_next_call_goes_on_from_there()
    {
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        var scores = new RerankScores(line.Client);
        RerankTask[] tasks = [.. Enumerable.Range(0, 12).Select(i => Task($"midway-{i}", 3))];
        line.BreakAfter(6);
        await Assert.ThrowsAsync<DependencyUnavailableException>(() => ComputeAsync(scores, tasks));
        var stored = await StoredAsync("midway-");
        // At most three were under way when the seventh call failed, and may be lost; those that had ended are not.
        Assert.InRange(stored, 9, 18);
        Assert.Equal(0, stored % 3);
        line.Mend();
        var rest = await ComputeAsync(scores, tasks);
        Assert.Equal(36 - stored, rest.Computed);
        Assert.Equal(36, await StoredAsync("midway-"));
    }

    [Fact]
    public async Task The_caller_that_computes_may_go_away_and_another_one_takes_over()
    {
        using var line = new TestLine(matching.System.AddressOf("embedding"));
        var scores = new RerankScores(line.Client);
        using var cancel = new CancellationTokenSource();
        line.Hold();
        var first = ComputeAsync(scores, [Task("heir", 2)], cancellationToken: cancel.Token);
        await Eventually.IsTrueAsync(() => line.Calls == 1, "the first call is on its way");
        var second = ComputeAsync(scores, [Task("heir", 2)]);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        line.Release();
        Assert.Equal(2, (await second).Computed);
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public async Task A_score_that_is_none_is_refused_by_the_database(float score)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        var error = await Assert.ThrowsAsync<PostgresException>(() =>
            RerankStore.SaveAsync(connection, new ModelKey("m", "r", 0), [new StoredScore(new RerankKey("bad", "bad"), score)], CancellationToken.None));
        Assert.Equal("rerank_scores_range", error.ConstraintName);
    }

    private static RerankTask Task(string query, int documents) =>
        new(query, $"songs about {query}", [.. Enumerable.Range(0, documents).Select(i => new RerankDocument($"doc-{i}", $"a song number {i} about the sea"))]);

    private static IEnumerable<RerankKey> Keys(RerankTask task) => task.Documents.Select(document => new RerankKey(task.QueryHash, document.ContentHash));

    private async Task<ModelKey> RerankerAsync() => (await matching.Bundles.GetAsync(CancellationToken.None)).Reranker!;

    private async Task<ComputedScores> ComputeAsync(RerankScores scores, RerankTask[] tasks, bool store = true, CancellationToken cancellationToken = default)
    {
        var reranker = await RerankerAsync();
        await using var connection = await matching.Database.OpenConnectionAsync(CancellationToken.None);
        return await scores.ComputeAsync(connection, tasks, reranker, store, cancellationToken);
    }

    private async Task<long> StoredAsync(string prefix)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM rerank_scores WHERE starts_with(query_hash, @prefix)", new { prefix });
    }
}
