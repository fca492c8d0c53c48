using Attune.Hosting.Errors;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Gate;
using Attune.Matching.Music.Evaluation.Runs;
using Attune.Matching.Music.Evaluation.Tasks;
using Dapper;

namespace Attune.Matching.Integration.Evaluation;

/// <summary>What may become the default, on the sample catalogue.</summary>
public sealed class GateTests(MatchingFixture matching) : IClassFixture<MatchingFixture>, IAsyncLifetime
{
    private static readonly Override No = Override.None, Yes = new(Wanted: true, "because");

    private readonly EvaluationParts _parts = new(matching);

    public async Task InitializeAsync()
    {
        await SampleCatalog.ImportAsync(matching);
        await ExecuteAsync("DELETE FROM matching_config_names; DELETE FROM accepted_bundles; DELETE FROM default_decisions");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_configuration_that_loses_is_refused_with_the_figures_and_the_refusal_is_recorded()
    {
        await PutAsync("bad", ("audio", 1));
        var error = await Assert.ThrowsAsync<PreconditionException>(() => _parts.ConfigGate.SetDefaultAsync("bad", No, CancellationToken.None));
        Assert.Matches(@"bad loses to builtin: NDCG@10 0\.\d{4} against 0\.\d{4} \(difference -0\.\d{4}, .* p = 0\.\d{4}, 36 playlists\)", error.Message);
        Assert.Contains("--override", error.Message, StringComparison.Ordinal);
        Assert.Equal("builtin", (await _parts.Configs.GetAsync("", CancellationToken.None)).Name);
        var row = await DecisionAsync();
        Assert.Equal(("config", "bad", false, false, ""), (row.Kind, row.Name, row.Accepted, row.Overridden, row.Reason));
        Assert.NotNull(row.ToRun);
        Assert.Contains("\"loses\": true", row.Figures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_insists_gets_it_and_that_is_recorded_with_the_figures()
    {
        await PutAsync("bad", ("audio", 1));
        await _parts.ConfigGate.SetDefaultAsync("bad", Yes, CancellationToken.None);
        Assert.Equal("bad", (await _parts.Configs.GetAsync("", CancellationToken.None)).Name);
        var row = await DecisionAsync();
        Assert.Equal((true, true, "because"), (row.Accepted, row.Overridden, row.Reason));
        Assert.Contains("\"loses\": true", row.Figures, StringComparison.Ordinal);

        // And back: the better one needs nobody's overriding.
        var judgement = await _parts.ConfigGate.SetDefaultAsync("builtin", No, CancellationToken.None);
        Assert.StartsWith("builtin does not lose to bad", judgement, StringComparison.Ordinal);
        Assert.Equal((true, false), ((await DecisionAsync()).Accepted, (await DecisionAsync()).Overridden));
    }

    [Fact]
    public async Task The_same_weights_under_another_name_need_no_evaluation()
    {
        await _parts.Configs.PutAsync("twin", MatchConfig.BuiltIn, CancellationToken.None);
        Assert.Contains("already", await _parts.ConfigGate.SetDefaultAsync("twin", No, CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal("twin", (await _parts.Configs.GetAsync("", CancellationToken.None)).Name);
        Assert.Null((await DecisionAsync()).ToRun);
    }

    [Fact]
    public async Task The_default_cannot_be_changed_behind_the_gates_back()
    {
        await _parts.Configs.PutAsync("twin", MatchConfig.BuiltIn, CancellationToken.None);
        await _parts.ConfigGate.SetDefaultAsync("twin", No, CancellationToken.None);
        var error = await Assert.ThrowsAsync<PreconditionException>(() => PutAsync("twin", ("audio", 1)));
        Assert.Contains("another name", error.Message, StringComparison.Ordinal);
        Assert.Equal(MatchConfig.BuiltIn.Hash, (await _parts.Configs.GetAsync("", CancellationToken.None)).Config.Hash);
        await _parts.Configs.PutAsync("twin", MatchConfig.BuiltIn, CancellationToken.None);
    }

    [Fact]
    public async Task A_name_that_was_moved_after_it_was_judged_does_not_become_the_default()
    {
        await PutAsync("moving", ("vector", 1));
        var (judged, present) = (await _parts.Configs.GetAsync("moving", CancellationToken.None), await _parts.Configs.GetAsync("", CancellationToken.None));
        await PutAsync("moving", ("audio", 1));
        await Assert.ThrowsAsync<PreconditionException>(() => _parts.Configs.SetDefaultAsync(judged, present, _ => Task.CompletedTask, CancellationToken.None));
        var moved = await _parts.Configs.GetAsync("moving", CancellationToken.None);
        await Assert.ThrowsAsync<PreconditionException>(() => _parts.Configs.SetDefaultAsync(moved, judged, _ => Task.CompletedTask, CancellationToken.None));
        Assert.Equal("builtin", (await _parts.Configs.GetAsync("", CancellationToken.None)).Name);
    }

    [Fact]
    public async Task An_override_needs_a_reason_and_a_reason_an_override()
    {
        Assert.Throws<InvalidRequestException>(() => Override.Check(wanted: true, " "));
        Assert.Throws<InvalidRequestException>(() => Override.Check(wanted: false, "because"));
        Assert.Throws<InvalidRequestException>(() => Override.Check(wanted: true, new string('x', 501)));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _parts.ConfigGate.SetDefaultAsync("nobody", Yes, CancellationToken.None));
    }

    [Fact]
    public async Task The_first_bundle_is_accepted_by_being_seen_and_no_other_is()
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        await AcceptedBundles.CheckAsync(connection, "mb_v1_first", CancellationToken.None);
        await AcceptedBundles.CheckAsync(connection, "mb_v1_first", CancellationToken.None);
        var error = await Assert.ThrowsAsync<PreconditionException>(() => AcceptedBundles.CheckAsync(connection, "mb_v1_other", CancellationToken.None));
        Assert.Contains("./attune eval accept-bundle", error.Message, StringComparison.Ordinal);
        await using var command = new Npgsql.NpgsqlCommand(AcceptedBundles.IsAcceptedSql, connection) { Parameters = { new() { Value = "mb_v1_first" } } };
        Assert.Equal(true, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Of_many_first_bundles_at_once_one_is_first()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await using var connection = await matching.Database.OpenConnectionAsync();
            return await Record.ExceptionAsync(() => AcceptedBundles.CheckAsync(connection, $"mb_v1_{i % 4}", CancellationToken.None));
        }));
        Assert.Equal(2, outcomes.Count(outcome => outcome is null));
        Assert.All(outcomes.OfType<Exception>(), error => Assert.IsType<PreconditionException>(error));
    }

    [Fact]
    public async Task A_bundle_is_compared_with_the_one_accepted_last()
    {
        var serving = (await matching.Bundles.GetAsync(CancellationToken.None)).Hash;
        await ExecuteAsync("INSERT INTO accepted_bundles (bundle_hash, is_first) VALUES ('mb_v1_before', true)");
        var unknown = await Assert.ThrowsAsync<PreconditionException>(() => _parts.BundleGate.AcceptAsync("", No, CancellationToken.None));
        Assert.Contains("no evaluation of the accepted bundle mb_v1_before", unknown.Message, StringComparison.Ordinal);

        var run = await _parts.RunAsync(EvaluationSpec.Default, MatchConfig.BuiltIn);
        await SaveAsBundleAsync(run, "mb_v1_before", figure => figure);
        Assert.Contains("does not lose", (await _parts.BundleGate.AcceptAsync(serving, No, CancellationToken.None)).Judgement, StringComparison.Ordinal);
        Assert.Contains("already", (await _parts.BundleGate.AcceptAsync(serving, No, CancellationToken.None)).Judgement, StringComparison.Ordinal);

        await ExecuteAsync("DELETE FROM accepted_bundles; INSERT INTO accepted_bundles (bundle_hash, is_first) VALUES ('mb_v1_better', true)");
        await SaveAsBundleAsync(run, "mb_v1_better", figure => Math.Min(1, figure + 0.1));
        var loses = await Assert.ThrowsAsync<PreconditionException>(() => _parts.BundleGate.AcceptAsync("", No, CancellationToken.None));
        Assert.Contains("It loses to the accepted bundle mb_v1_better: NDCG@10", loses.Message, StringComparison.Ordinal);
        Assert.Equal(("bundle", false), ((await DecisionAsync()).Kind, (await DecisionAsync()).Accepted));
        await _parts.BundleGate.AcceptAsync("", Yes, CancellationToken.None);
        Assert.Equal((true, true, "because"), ((await DecisionAsync()).Accepted, (await DecisionAsync()).Overridden, (await DecisionAsync()).Reason));
        await using var connection = await matching.Database.OpenConnectionAsync();
        await AcceptedBundles.CheckAsync(connection, serving, CancellationToken.None);
    }

    [Fact]
    public async Task Only_the_serving_bundle_can_be_accepted()
    {
        var error = await Assert.ThrowsAsync<PreconditionException>(() => _parts.BundleGate.AcceptAsync("mb_v1_elsewhere", Yes, CancellationToken.None));
        Assert.Contains("not 'mb_v1_elsewhere'", error.Message, StringComparison.Ordinal);
    }

    private async Task SaveAsBundleAsync(EvaluationRun run, string bundleHash, Func<double, double> change)
    {
        var identity = run.Identity with { BundleHash = bundleHash };
        await using var connection = await matching.Database.OpenConnectionAsync();
        await RunStore.SaveAsync(
            connection, run with { Id = identity.Id, Identity = identity, Playlists = [.. run.Playlists.Select(playlist => playlist with { Values = [.. playlist.Values.Select(change)] })] }, CancellationToken.None);
    }

    private Task PutAsync(string name, params (string Signal, double Weight)[] weights) => _parts.Configs.PutAsync(name, EvaluationParts.Config(weights), CancellationToken.None);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    private async Task<DecisionRow> DecisionAsync()
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        return await connection.QueryFirstAsync<DecisionRow>("SELECT kind, name, accepted, to_run, figures::text AS figures, overridden, reason FROM default_decisions ORDER BY id DESC LIMIT 1");
    }

    private sealed class DecisionRow
    {
        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public bool Accepted { get; init; }
        public string? ToRun { get; init; }
        public string? Figures { get; init; }
        public bool Overridden { get; init; }
        public string Reason { get; init; } = "";
    }
}
