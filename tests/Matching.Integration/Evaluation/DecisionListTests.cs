using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Gate;
using Dapper;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Matching.Integration.Evaluation;

/// <summary>The gate's decisions over the wire.</summary>
public sealed class DecisionListTests(ServedMatchingFixture matching) : IClassFixture<ServedMatchingFixture>, IAsyncLifetime
{
    private readonly GrpcChannel _channel = GrpcChannels.Create(matching.System.AddressOf("matching"));
    private readonly EvaluationParts _parts = new(matching);

    private EvaluationService.EvaluationServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        await using var connection = await matching.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("DELETE FROM matching_config_names; DELETE FROM default_decisions");
    }

    public Task DisposeAsync()
    {
        _channel.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Refusals_and_overrides_are_listed_with_what_they_were_decided_by_the_newest_first()
    {
        await SampleCatalog.ImportAsync(matching);
        await _parts.Configs.PutAsync("bad", EvaluationParts.Config(("audio", 1)), CancellationToken.None);
        await Assert.ThrowsAsync<PreconditionException>(() => _parts.ConfigGate.SetDefaultAsync("bad", Override.None, CancellationToken.None));
        await _parts.ConfigGate.SetDefaultAsync("bad", new Override(Wanted: true, "because"), CancellationToken.None);

        var decisions = (await Client.ListDecisionsAsync(new())).Decisions;
        Assert.Equal(2, decisions.Count);
        var (overridden, refused) = (decisions[0], decisions[1]);
        Assert.Equal((true, true, "because"), (overridden.Accepted, overridden.Overridden, overridden.OverrideReason));
        Assert.Equal((false, false, ""), (refused.Accepted, refused.Overridden, refused.OverrideReason));
        Assert.All(decisions, decision =>
        {
            Assert.Equal((GateDecisionKind.Config, "bad", true), (decision.Kind, decision.Name, decision.Loses));
            Assert.Equal(MatchConfig.BuiltIn.Hash, decision.FromHash);
            Assert.Contains("loses to builtin", decision.Judgement, StringComparison.Ordinal);
        });
        var compared = await Client.CompareRunsAsync(new() { Run = refused.ToRun, Baseline = refused.FromRun });
        Assert.Equal(compared.Comparisons.Single(one => one.Metric == "ndcg@10"), refused.Figures);
    }

    [Fact]
    public async Task Pages_hold_every_decision_once_and_nothing_compared_has_no_figures()
    {
        foreach (var name in new[] { "one", "two", "three" })
        {
            await _parts.Configs.PutAsync(name, MatchConfig.BuiltIn, CancellationToken.None);
            await _parts.ConfigGate.SetDefaultAsync(name, Override.None, CancellationToken.None);
        }
        var first = await Client.ListDecisionsAsync(new() { PageSize = 2 });
        var second = await Client.ListDecisionsAsync(new() { PageSize = 2, PageToken = first.NextPageToken });
        Assert.Equal(["three", "two"], first.Decisions.Select(decision => decision.Name));
        Assert.Equal(["one"], second.Decisions.Select(decision => decision.Name));
        Assert.Equal("", second.NextPageToken);
        Assert.All(first.Decisions.Concat(second.Decisions), decision =>
            Assert.Equal((true, null, "", ""), (decision.Accepted, decision.Figures, decision.FromRun, decision.ToRun)));
    }

    [Theory]
    [InlineData(1_001, "")]
    [InlineData(-1, "")]
    [InlineData(0, "bm90LWFuLWlk")] // "not-an-id"
    public async Task A_page_that_cannot_be_is_refused(int size, string token)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.ListDecisionsAsync(new() { PageSize = size, PageToken = token }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
    }
}
