using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Evaluation.Gate;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Matching.Integration.Evaluation;

/// <summary>What cannot be judged is refused, and who insists is told nothing that was not measured.</summary>
public sealed class EmptyCatalogTests(ServedMatchingFixture matching) : IClassFixture<ServedMatchingFixture>
{
    [Fact]
    public async Task Without_playlists_nothing_can_be_evaluated()
    {
        using var channel = GrpcChannels.Create(matching.System.AddressOf("matching"));
        using var call = new EvaluationService.EvaluationServiceClient(channel).Evaluate(new EvaluateRequest());
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Contains("no playlist", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gates_refuse_and_only_an_override_helps()
    {
        var parts = new EvaluationParts(matching);
        await parts.Configs.PutAsync("other", EvaluationParts.Config(("genre", 1)), CancellationToken.None);
        var error = await Assert.ThrowsAsync<PreconditionException>(() => parts.ConfigGate.SetDefaultAsync("other", Override.None, CancellationToken.None));
        Assert.Contains("nothing to evaluate by", error.Message, StringComparison.Ordinal);
        Assert.Contains("nothing else helps", error.Message, StringComparison.Ordinal);
        await parts.ConfigGate.SetDefaultAsync("other", new Override(Wanted: true, "first of all"), CancellationToken.None);
        Assert.Equal("other", (await parts.Configs.GetAsync("", CancellationToken.None)).Name);

        await using var connection = await matching.Database.OpenConnectionAsync();
        await AcceptedBundles.CheckAsync(connection, "mb_v1_before", CancellationToken.None);
        var refused = await Assert.ThrowsAsync<PreconditionException>(() => parts.BundleGate.AcceptAsync("", Override.None, CancellationToken.None));
        Assert.Contains("Only an override", refused.Message, StringComparison.Ordinal);
        await parts.BundleGate.AcceptAsync("", new Override(Wanted: true, "nothing there yet"), CancellationToken.None);
    }
}
