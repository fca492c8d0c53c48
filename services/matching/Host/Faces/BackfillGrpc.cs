using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Matching.Jobs.DeadLetters;
using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Jobs.Planning;
using Attune.Matching.Jobs.Store;
using Attune.Matching.Music.Backfills;
using Attune.Matching.Music.Catalog;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Attune.Matching.Host.Faces;

/// <summary>The gRPC face of backfills.</summary>
internal sealed class BackfillGrpc(
    BackfillStarter starter, JobStore jobs, FailureStore failures, DeadBatches batches, DeadChanges changes, BackfillKinds kinds,
    KnownItems items, BackfillReconciler reconciler,
    IEnumerable<IReadinessCheck> checks, ServerLifetime lifetime, TimeProvider time)
    : BackfillService.BackfillServiceBase
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(300), Heartbeat = TimeSpan.FromSeconds(2);

    private readonly IReadinessCheck _broker = checks.Single(check => check.Name == "messaging");

    public override async Task<BackfillServiceStartResponse> Start(BackfillServiceStartRequest request, ServerCallContext context)
    {
        var (kind, selection, bundle) = BackfillRules.Check(request, kinds);
        if (selection.Ids is { } ids) await items.RequireAsync(kind, ids, context.CancellationToken);
        var id = await starter.StartAsync(kind, selection, request.IdempotencyKey, bundle, retryOf: null, context.CancellationToken);
        return new BackfillServiceStartResponse { Job = await RequireAsync(id, context.CancellationToken) };
    }

    public override async Task<BackfillServiceGetResponse> Get(BackfillServiceGetRequest request, ServerCallContext context) =>
        new() { Job = await RequireAsync(Parse(request.Id), context.CancellationToken) };

    public override async Task<BackfillServiceListResponse> List(BackfillServiceListRequest request, ServerCallContext context)
    {
        var page = Page.From(request.PageSize, request.PageToken);
        var found = await jobs.ListAsync(
            request.UnfinishedOnly, page.After.Length == 0 ? null : Parse(page.After), page.Size + 1, context.CancellationToken);
        var (rows, next) = page.Of(found, job => job.Id);
        return new BackfillServiceListResponse { Jobs = { rows }, NextPageToken = next };
    }

    public override async Task Watch(
        BackfillServiceWatchRequest request, IServerStreamWriter<BackfillServiceWatchResponse> responseStream, ServerCallContext context)
    {
        // A watcher must not keep a stopping server waiting; its client finds the job again through another replica.
        using var open = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.Closing);
        var id = Parse(request.Id);
        BackfillJob? last = null;
        var sent = 0L;
        while (true)
        {
            var job = await RequireAsync(id, open.Token);
            if (!job.Equals(last) || time.GetElapsedTime(sent) >= Heartbeat)
            {
                await responseStream.WriteAsync(new BackfillServiceWatchResponse { Job = job }, open.Token);
                (last, sent) = (job, time.GetTimestamp());
            }
            if (job.FinishedAt is not null) return;
            await Task.Delay(Poll, time, open.Token);
        }
    }

    public override async Task<BackfillServiceCancelResponse> Cancel(BackfillServiceCancelRequest request, ServerCallContext context)
    {
        var id = Parse(request.Id);
        await jobs.CancelAsync(id, context.CancellationToken);
        return new BackfillServiceCancelResponse { Job = await RequireAsync(id, context.CancellationToken) };
    }

    public override async Task<BackfillServiceResumeResponse> Resume(BackfillServiceResumeRequest request, ServerCallContext context)
    {
        var id = Parse(request.Id);
        await jobs.ResumeAsync(id, context.CancellationToken);
        reconciler.Wake();
        return new BackfillServiceResumeResponse { Job = await RequireAsync(id, context.CancellationToken) };
    }

    public override async Task<BackfillServiceRetryFailedResponse> RetryFailed(
        BackfillServiceRetryFailedRequest request, ServerCallContext context)
    {
        var failed = Parse(request.Id);
        var (kind, ids) = await failures.RetryableAsync(failed, context.CancellationToken);
        var id = await starter.StartAsync(kinds.Of(kind), JobSelection.Of(ids), "", "", failed, context.CancellationToken);
        return new BackfillServiceRetryFailedResponse { Job = await RequireAsync(id, context.CancellationToken) };
    }

    public override async Task<BackfillServiceListFailuresResponse> ListFailures(
        BackfillServiceListFailuresRequest request, ServerCallContext context)
    {
        var page = Page.From(request.PageSize, request.PageToken);
        var job = await RequireAsync(Parse(request.Id), context.CancellationToken);
        var found = await failures.ListAsync(Guid.Parse(job.Id), page.After, page.Size + 1, context.CancellationToken);
        var (rows, next) = page.Of(found, failure => failure.ItemId);
        return new BackfillServiceListFailuresResponse { Failures = { rows }, NextPageToken = next };
    }

    public override async Task<BackfillServiceListDeadLettersResponse> ListDeadLetters(
        BackfillServiceListDeadLettersRequest request, ServerCallContext context)
    {
        var letters = AreChanges(request.Source)
            ? await changes.ListAsync(context.CancellationToken)
            : await batches.ListAsync(context.CancellationToken);
        return new() { DeadLetters = { letters.Select(DeadLetterMessage.Of).TakeWhile(DeadLetterMessage.Within()) },
            Total = letters.Count };
    }

    public override async Task<BackfillServiceRequeueDeadLettersResponse> RequeueDeadLetters(
        BackfillServiceRequeueDeadLettersRequest request, ServerCallContext context)
    {
        var ids = request.MessageIds.ToHashSet(StringComparer.Ordinal);
        var sent = AreChanges(request.Source)
            ? changes.RequeueAsync(ids, context.CancellationToken)
            : batches.RequeueAsync(ids, context.CancellationToken);
        return new() { Requeued = await sent };
    }

    private static bool AreChanges(DeadLetterSource source) => source switch
    {
        DeadLetterSource.Unspecified or DeadLetterSource.Batches => false,
        DeadLetterSource.Changes => true,
        _ => throw new InvalidRequestException([new("source", $"is {(int)source}, which this version of the service does not know")]),
    };

    private async Task<BackfillJob> RequireAsync(Guid id, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(id, cancellationToken) ?? throw new ResourceNotFoundException($"There is no backfill {id}.");
        // A worker that gets no message cannot write down why.
        if (job.FinishedAt is null && job.Problem.Length == 0) job.Problem = await _broker.CheckAsync(cancellationToken) ?? "";
        return job;
    }

    private static Guid Parse(string id) =>
        Guid.TryParse(id, out var parsed)
            ? parsed
            : throw new InvalidRequestException([new("id", "is not the id of a backfill; Start returns one")]);
}
