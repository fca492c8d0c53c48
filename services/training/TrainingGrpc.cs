using Attune.Contracts;
using Attune.Contracts.Training.V1;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Messaging;
using Attune.Training.Data;
using Attune.Training.Models;
using Attune.Training.Predictions;
using Attune.Training.Registry;
using Attune.Training.Runs;
using Grpc.Core;
using Solver = Attune.Contracts.Training.V1.Solver;

namespace Attune.Training;

/// <summary>The gRPC face of the training service.</summary>
internal sealed class TrainingGrpc(
    VideoStore videos, RunStore runs, RunCoordinator coordinator, ModelRegistry registry, ServingModelCache serving, OutboxSignal outbox,
    ServerLifetime lifetime, TimeProvider time)
    : TrainingService.TrainingServiceBase
{
    private const int UsualLimit = 20, MostListed = 1_000, LongestReason = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200), Heartbeat = TimeSpan.FromSeconds(2);

    public override Task<ImportVideosResponse> ImportVideos(
        IAsyncStreamReader<ImportVideosRequest> requestStream, ServerCallContext context) =>
        new VideoImport(videos, time).RunAsync(requestStream, context.CancellationToken);

    public override async Task Retrain(
        RetrainRequest request, IServerStreamWriter<RetrainResponse> responseStream, ServerCallContext context)
    {
        var violations = new List<FieldViolation>();
        CheckReason(violations, request.Reason, required: request.Force);
        if (!Enum.IsDefined(request.Solver))
            violations.Add(new("solver", $"is {(int)request.Solver}; give SOLVER_LBFGS or SOLVER_GRADIENT_DESCENT"));
        if (violations.Count > 0) throw new InvalidRequestException(violations);

        var settings = new FitSettings { Solver = request.Solver == Solver.GradientDescent ? Models.Solver.GradientDescent
            : Models.Solver.Lbfgs };
        if (request.HasSeed) settings = settings with { Seed = request.Seed };
        var started = await coordinator.StartAsync(new RunRequest(settings, request.Force, request.Reason), context.CancellationToken);
        await FollowAsync(started, responseStream, context.CancellationToken);
    }

    public override async Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context)
    {
        var current = await serving.RefreshAsync(context.CancellationToken);
        var (all, trainable) = await videos.CountAsync(context.CancellationToken);
        var run = (await runs.ListAsync(1, context.CancellationToken)).SingleOrDefault();
        return new GetStatusResponse
        {
            Serving = current.Promotion is { } promotion ? TrainingMessages.Of(promotion) : null,
            Run = run is null ? null : TrainingMessages.Of(run), Videos = all, TrainableVideos = trainable, Problem = current.Problem,
        };
    }

    public override async Task<GetRunResponse> GetRun(GetRunRequest request, ServerCallContext context)
    {
        if (!Guid.TryParse(request.Id, out var id)) throw new InvalidRequestException("id", "is not the id of a run; ListRuns names them");
        return new GetRunResponse { Run = await RequireAsync(id, context.CancellationToken) };
    }

    public override async Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context) =>
        new() { Runs = { (await runs.ListAsync(Limit(request.Limit), context.CancellationToken)).Select(TrainingMessages.Of) } };

    public override async Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context) =>
        new() { Models = { (await registry.ListAsync(Limit(request.Limit), context.CancellationToken)).Select(TrainingMessages.Of) } };

    public override async Task<PromoteResponse> Promote(PromoteRequest request, ServerCallContext context)
    {
        var violations = new List<FieldViolation>();
        if (request.ModelId.Length is 0 or > 200 || request.ModelId.Contains('\0'))
            violations.Add(new("model_id", "must be the id of a model; ListModels names them"));
        CheckReason(violations, request.Reason, required: true);
        if (violations.Count > 0) throw new InvalidRequestException(violations);
        // A damaged model, or one made for other features, must not come to serve by force either.
        if (await registry.ContentAsync(request.ModelId, context.CancellationToken) is { } content) RequireUsable(request.ModelId, content);
        var promotion = await registry.ForceAsync(request.ModelId, request.Reason, context.CancellationToken);
        await PromotedAsync(context.CancellationToken);
        return new PromoteResponse { Serving = TrainingMessages.Of(promotion) };
    }

    public override async Task<RollbackResponse> Rollback(RollbackRequest request, ServerCallContext context)
    {
        var violations = new List<FieldViolation>();
        CheckReason(violations, request.Reason, required: false);
        if (violations.Count > 0) throw new InvalidRequestException(violations);
        var promotion = await registry.RollBackAsync(request.Reason, context.CancellationToken);
        await PromotedAsync(context.CancellationToken);
        return new RollbackResponse { Serving = TrainingMessages.Of(promotion) };
    }

    public override async Task<PredictResponse> Predict(PredictRequest request, ServerCallContext context)
    {
        var rows = PredictRules.Check(request, time.GetUtcNow());
        var current = await serving.GetAsync(context.CancellationToken);
        if (current is not { Promotion: { } promotion, Model: { } model })
            return new PredictResponse
            {
                NoModel = new NoModel { Message = current.Problem.Length > 0
                    ? $"{current.Problem} Promote another model, or retrain."
                    : "No model has been trained yet. Call Retrain." },
            };
        var predictions = new Contracts.Training.V1.Predictions { Model = TrainingMessages.Of(promotion) };
        foreach (var features in rows)
        {
            var probabilities = model.Predict(features);
            predictions.Predictions_.Add(new Prediction
            {
                Tier = TierModel.TierOf(probabilities), Probabilities = { probabilities },
                Score = TierModel.ScoreOf(probabilities), Features = { features },
            });
        }
        return new PredictResponse { Predictions = predictions };
    }

    private async Task FollowAsync(
        StartedRun started, IServerStreamWriter<RetrainResponse> responseStream, CancellationToken cancellationToken)
    {
        // A watcher must not keep a stopping server waiting.
        using var open = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.Closing);
        Run? last = null;
        var sent = 0L;
        while (true)
        {
            var run = await RequireAsync(started.Id, open.Token);
            if (!run.Equals(last) || time.GetElapsedTime(sent) >= Heartbeat)
            {
                await responseStream.WriteAsync(new RetrainResponse { Run = run, Joined = started.Joined }, open.Token);
                (last, sent) = (run, time.GetTimestamp());
            }
            if (run.FinishedAt is not null) return;
            await Task.WhenAny(Task.Delay(Poll, time, open.Token), started.Joined ? Task.Delay(Poll, time, open.Token) : started.Finished);
            open.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task PromotedAsync(CancellationToken cancellationToken)
    {
        outbox.Now();
        await serving.RefreshAsync(cancellationToken);
    }

    private async Task<Run> RequireAsync(Guid id, CancellationToken cancellationToken) =>
        TrainingMessages.Of(await runs.FindAsync(id, cancellationToken) ?? throw new ResourceNotFoundException($"There is no run {id}."));

    private static void RequireUsable(string id, string content)
    {
        try
        {
            ModelDocument.Parse(id, content);
        }
        catch (ModelRefusedException error)
        {
            throw new PreconditionException(error.Message);
        }
    }

    private static int Limit(int limit) => limit switch
    {
        0 => UsualLimit,
        > 0 and <= MostListed => limit,
        _ => throw new InvalidRequestException("limit", $"is {limit}; give 1 to {MostListed:N0}, or 0 for {UsualLimit}"),
    };

    private static void CheckReason(List<FieldViolation> violations, string reason, bool required)
    {
        if (required && VisibleText.IsBlank(reason)) violations.Add(new("reason", "is missing; say why the gates are to be passed by"));
        if (reason.Length > LongestReason || reason.Contains('\0'))
            violations.Add(new("reason", $"must be at most {LongestReason} characters without U+0000"));
    }
}
