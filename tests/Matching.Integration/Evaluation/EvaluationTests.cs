using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Matching.Music.Configs;
using Dapper;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Matching.Integration.Evaluation;

/// <summary>The whole harness over the wire, on the sample catalogue.</summary>
public sealed class EvaluationTests(ServedMatchingFixture matching) : IClassFixture<ServedMatchingFixture>, IAsyncLifetime
{
    private readonly GrpcChannel _channel = GrpcChannels.Create(matching.System.AddressOf("matching"));

    private EvaluationService.EvaluationServiceClient Client => new(_channel);

    public Task InitializeAsync() => SampleCatalog.ImportAsync(matching);

    public Task DisposeAsync()
    {
        _channel.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_default_beats_chance_popularity_and_every_single_signal_on_the_samples()
    {
        var (progress, report) = await EvaluateAsync(new EvaluateRequest());
        Assert.Equal((36, 0, 108), (report.Task.Playlists, report.Task.LeftOut, report.Task.Cases));
        Assert.Equal(["builtin", "oracle", "vector", "genre", "audio", "emotion", "artist", "album", "era", "bm25", "tfidf", "popularity", "random", "shuffled"], report.Entries.Select(entry => entry.Label));
        Assert.Equal(report.Entries.Count, progress.Select(step => step.Label).Distinct().Count());
        Assert.Equal(1, Ndcg(report, "oracle").Value, 12);
        foreach (var chance in new[] { "random", "shuffled" })
            Assert.InRange(Ndcg(report, chance).Chance, Ndcg(report, chance).Low - 0.02, Ndcg(report, chance).High + 0.02);
        foreach (var entry in report.Entries.Where(entry => entry.Label is "random" or "shuffled" or "popularity" || SignalName.All.Contains(entry.Label)))
        {
            var comparison = entry.Comparisons.Single(one => one.Metric == "ndcg@10");
            Assert.True(comparison is { Difference: < 0, PValue: < 0.05 }, $"{entry.Label}: {comparison}");
        }
    }

    [Fact]
    public async Task The_same_question_is_answered_from_the_store_and_comes_out_the_same_when_computed_again()
    {
        var request = new EvaluateRequest { Spec = new() { Seed = 5 }, Scorers = { "genre", "bm25", "random" } };
        var (_, first) = await EvaluateAsync(request);
        Assert.All(first.Entries, entry => Assert.Equal(RunOrigin.Computed, entry.Origin));
        var (progress, second) = await EvaluateAsync(request);
        Assert.Empty(progress);
        Assert.All(second.Entries, entry => Assert.Equal(RunOrigin.Stored, entry.Origin));
        Assert.Equal(first.Entries.Select(entry => entry.Run.Metrics), second.Entries.Select(entry => entry.Run.Metrics));
        Assert.Equal(first.Entries.Select(entry => entry.Comparisons), second.Entries.Select(entry => entry.Comparisons));
        var (_, third) = await EvaluateAsync(new EvaluateRequest(request) { Recompute = true });
        Assert.All(third.Entries, entry => Assert.Equal(RunOrigin.Reproduced, entry.Origin));
        Assert.Equal(first.Entries.Select(entry => entry.Run.Playlists), third.Entries.Select(entry => entry.Run.Playlists));
    }

    [Fact]
    public async Task An_evaluation_stores_what_models_say_of_texts_once_and_no_context()
    {
        await EvaluateAsync(new EvaluateRequest { Spec = new() { Seed = 6 }, Scorers = { "vector" } });
        await using var connection = await matching.Database.OpenConnectionAsync();
        const string Count = "SELECT (SELECT count(*) FROM track_embeddings) + (SELECT count(*) FROM playlist_embeddings) + (SELECT count(*) FROM match_contexts)";
        var before = await connection.ExecuteScalarAsync<long>(Count);
        await EvaluateAsync(new EvaluateRequest { Spec = new() { Seed = 7 }, Scorers = { "vector" } });
        Assert.Equal(before, await connection.ExecuteScalarAsync<long>(Count));
    }

    [Fact]
    public async Task Stored_runs_are_listed_found_by_their_first_digits_compared_and_never_changed()
    {
        var (_, report) = await EvaluateAsync(new EvaluateRequest { Spec = new() { Seed = 7, Folds = 1 }, Scorers = { "audio" } });
        var (builtIn, audio) = (report.Entries[0].Run, report.Entries[1].Run);
        var listed = (await Client.ListRunsAsync(new())).Runs;
        Assert.Contains(audio.Id, listed.Select(run => run.Id));
        Assert.All(listed, run => Assert.Empty(run.Playlists));
        var got = (await Client.GetRunAsync(new() { Run = audio.Id["er_v1_".Length..][..16] })).Run;
        Assert.Equal((audio.Id, audio.Metrics, audio.Playlists), (got.Id, got.Metrics, got.Playlists));
        var compared = await Client.CompareRunsAsync(new() { Run = audio.Id, Baseline = builtIn.Id });
        Assert.Equal(report.Entries[1].Comparisons, compared.Comparisons);
        await using var connection = await matching.Database.OpenConnectionAsync();
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync("UPDATE evaluation_runs SET scorer = 'oracle'"));
        Assert.Contains("never changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_compared_or_found_is_refused()
    {
        var (_, one) = await EvaluateAsync(new EvaluateRequest { Spec = new() { Seed = 8, Folds = 1 }, Scorers = { "random" } });
        var (_, other) = await EvaluateAsync(new EvaluateRequest { Spec = new() { Seed = 9, Folds = 1 }, Scorers = { "random" } });
        Assert.Equal(StatusCode.FailedPrecondition, await CodeAsync(Client.CompareRunsAsync(new() { Run = one.Entries[1].Run.Id, Baseline = other.Entries[1].Run.Id })));
        Assert.Equal(StatusCode.NotFound, await CodeAsync(Client.GetRunAsync(new() { Run = "er_v1_00000000000000" })));
        Assert.Equal(StatusCode.InvalidArgument, await CodeAsync(Client.GetRunAsync(new() { Run = "er_v1_" })));
        Assert.Equal(StatusCode.InvalidArgument, await CodeAsync(Client.GetRunAsync(new() { Run = "ab" })));
        Assert.Equal(StatusCode.InvalidArgument, await CodeAsync(Client.ListRunsAsync(new() { Limit = 1_001 })));
    }

    [Fact]
    public async Task A_wrong_request_is_refused_with_every_violation()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => EvaluateAsync(
            new EvaluateRequest { Spec = new() { Folds = -1, Cutoffs = { 0 } }, Scorers = { "psychic" }, Configs = { "" } }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        foreach (var field in new[] { "spec.folds", "spec.cutoffs", "scorers", "and 1 more" }) Assert.Contains(field, error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => EvaluateAsync(new EvaluateRequest { Configs = { "nobody" } }))).StatusCode);
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(() => EvaluateAsync(new EvaluateRequest { Spec = new() { MinMembers = 900 } }))).StatusCode);
    }

    [Fact]
    public async Task A_cancelled_evaluation_stops_and_what_was_finished_stays()
    {
        using var cancelled = new CancellationTokenSource();
        using var call = Client.Evaluate(new EvaluateRequest { Spec = new() { Seed = 10, Folds = 20 } }, cancellationToken: cancelled.Token);
        await call.ResponseStream.MoveNext();
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext()) { }
        });
        await using var connection = await matching.Database.OpenConnectionAsync();
        var specs = (await Client.ListRunsAsync(new())).Runs.Where(run => run.Spec.Seed == 10).ToList();
        Assert.True(specs.Count < 10, $"{specs.Count} of 10 scorers were evaluated to the end.");
    }

    [Fact]
    public async Task A_changed_catalogue_is_another_run()
    {
        var request = new EvaluateRequest { Spec = new() { Seed = 11, Folds = 1 }, Scorers = { "random" } };
        var (_, before) = await EvaluateAsync(request);
        await matching.Tracks.UpsertAsync([Given.Track("zz-one-more")], CancellationToken.None);
        var (_, after) = await EvaluateAsync(request);
        Assert.All(after.Entries, entry => Assert.Equal(RunOrigin.Computed, entry.Origin));
        Assert.NotEqual(before.Entries[0].Run.CatalogHash, after.Entries[0].Run.CatalogHash);
        await using var connection = await matching.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("DELETE FROM tracks WHERE id = 'zz-one-more'");
    }

    [Fact]
    public async Task A_single_signal_is_the_configuration_that_weighs_it_alone()
    {
        await new ConfigStore(matching.Database).PutAsync("only-genre", EvaluationParts.Config(("genre", 5)), CancellationToken.None);
        var (_, report) = await EvaluateAsync(new EvaluateRequest { Spec = new() { Seed = 12, Folds = 1 }, Scorers = { "genre", "genre" }, Configs = { "only-genre" } });
        Assert.Equal(["builtin", "only-genre", "genre"], report.Entries.Select(entry => entry.Label));
        Assert.Equal(report.Entries[1].Run.Metrics, report.Entries[2].Run.Metrics);
    }

    private async Task<(List<EvaluationProgress> Progress, EvaluationReport Report)> EvaluateAsync(EvaluateRequest request)
    {
        var progress = new List<EvaluationProgress>();
        using var call = Client.Evaluate(request);
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            if (reply.Report is { } report) return (progress, report);
            progress.Add(reply.Progress);
        }
        throw new InvalidOperationException("The stream ended without a report.");
    }

    private static EvaluationMetric Ndcg(EvaluationReport report, string label) =>
        report.Entries.Single(entry => entry.Label == label).Run.Metrics.Single(metric => metric.Name == "ndcg@10");

    private static async Task<StatusCode> CodeAsync<T>(AsyncUnaryCall<T> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode;
}
