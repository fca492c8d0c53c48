using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Gate;
using Attune.Matching.Music.Evaluation.Runs;
using Attune.Matching.Music.Evaluation.Scorers;
using Grpc.Core;
using Npgsql;

namespace Attune.Matching.Host.Faces;

/// <summary>The gRPC face of evaluations.</summary>
internal sealed class EvaluationGrpc(
    NpgsqlDataSource database, ConfigStore configs, Evaluator evaluator, BundleGate bundles, ServerLifetime lifetime)
    : EvaluationService.EvaluationServiceBase
{
    private const int StandardLimit = 50, LargestLimit = 1_000;

    public override async Task Evaluate(
        EvaluateRequest request, IServerStreamWriter<EvaluateResponse> responseStream, ServerCallContext context)
    {
        // A stopping server does not wait for the end of it; what is finished is stored.
        using var open = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.Closing);
        var spec = EvaluateRules.Check(request);
        var choices = await ChoicesAsync(request, open.Token);
        var outcome = await evaluator.EvaluateAsync(
            spec, choices, request.Recompute, step => responseStream.WriteAsync(EvaluationMessages.Progress(step), open.Token), open.Token);
        if (outcome.Runs.Count == 0) throw new PreconditionException(outcome.NothingToEvaluate(spec.MinMembers));
        await responseStream.WriteAsync(new EvaluateResponse { Report = EvaluationMessages.Report(spec, outcome) }, open.Token);
    }

    public override async Task<CompareRunsResponse> CompareRuns(CompareRunsRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var run = await RunStore.GetAsync(connection, request.Run, "run", context.CancellationToken);
        var baseline = await RunStore.GetAsync(connection, request.Baseline, "baseline", context.CancellationToken);
        if (run.Identity.Spec.Hash != baseline.Identity.Spec.Hash)
            throw new PreconditionException(
                "The runs are of different specifications, so their figures are of different tasks. Evaluate both with the same one.");
        if (run.Identity.CatalogHash != baseline.Identity.CatalogHash)
            throw new PreconditionException(
                "The catalogue changed between the runs, so their figures are of different tasks. Evaluate both again.");
        return new CompareRunsResponse
        {
            Run = EvaluationMessages.Run(run, withPlaylists: false), Baseline = EvaluationMessages.Run(baseline, withPlaylists: false),
            Comparisons = { EvaluationMessages.Comparisons(run, baseline) },
        };
    }

    public override async Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context)
    {
        if (request.Limit is < 0 or > LargestLimit)
            throw new InvalidRequestException("limit", $"is {request.Limit}; it must be 1 to {LargestLimit:N0}, or 0 for {StandardLimit}");
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var runs = await RunStore.ListAsync(connection, request.Limit == 0 ? StandardLimit : request.Limit, context.CancellationToken);
        return new ListRunsResponse { Runs = { runs.Select(run => EvaluationMessages.Run(run, withPlaylists: false)) } };
    }

    public override async Task<GetRunResponse> GetRun(GetRunRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        return new GetRunResponse { Run = EvaluationMessages.Run(
            await RunStore.GetAsync(connection, request.Run, "run", context.CancellationToken), withPlaylists: true) };
    }

    public override async Task<AcceptBundleResponse> AcceptBundle(AcceptBundleRequest request, ServerCallContext context)
    {
        var (hash, judgement) = await bundles.AcceptAsync(
            request.BundleHash, Override.Check(request.Override, request.OverrideReason), context.CancellationToken);
        return new AcceptBundleResponse { BundleHash = hash, Judgement = judgement };
    }

    public override async Task<ListDecisionsResponse> ListDecisions(ListDecisionsRequest request, ServerCallContext context)
    {
        var page = Page.From(request.PageSize, request.PageToken);
        var before = DecisionReader.ParsePosition(page.After);
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var found = await DecisionReader.ListAsync(connection, before, page.Size + 1, context.CancellationToken);
        var (rows, next) = page.Of(found, DecisionReader.PositionOf);
        return new ListDecisionsResponse { Decisions = { rows }, NextPageToken = next };
    }

    /// <summary>The default configuration first; then what was asked for, none twice.</summary>
    private async Task<IReadOnlyList<ScorerChoice>> ChoicesAsync(EvaluateRequest request, CancellationToken cancellationToken)
    {
        var standard = await configs.GetAsync("", cancellationToken);
        var choices = new List<ScorerChoice> { ScorerChoice.Of(standard) };
        foreach (var config in request.Configs) choices.Add(ScorerChoice.Of(await configs.GetAsync(config, cancellationToken)));
        var scorers = request.Scorers.Count == 0 && request.Configs.Count == 0 ? ScorerName.All : request.Scorers;
        choices.AddRange(scorers.Select(name => ScorerChoice.Of(name, standard.Config)));
        return [.. choices.DistinctBy(choice => (choice.Scorer, choice.Config?.Hash))];
    }
}
