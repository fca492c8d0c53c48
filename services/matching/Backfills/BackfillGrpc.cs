using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Matching.Embeddings;
using Grpc.Core;

namespace Attune.Matching.Backfills;

/// <summary>The gRPC face of backfills.</summary>
internal sealed class BackfillGrpc(
    BackfillStore store, BackfillSubjects subjects, BundleCache bundles, BackfillReconciler reconciler, IEnumerable<IReadinessCheck> checks,
    ServerLifetime lifetime, TimeProvider time)
    : BackfillService.BackfillServiceBase
{
    private const int LongestKey = 200;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(300), Heartbeat = TimeSpan.FromSeconds(2);

    private readonly IReadinessCheck _broker = checks.Single(check => check.Name == "messaging");

    public override async Task<BackfillServiceStartResponse> Start(BackfillServiceStartRequest request, ServerCallContext context)
    {
        var violations = new List<FieldViolation>();
        if (!subjects.Knows(request.Kind)) violations.Add(new("kind", $"is {request.Kind}; give BACKFILL_KIND_TRACK_EMBEDDINGS or BACKFILL_KIND_PLAYLIST_EMBEDDINGS"));
        if (request.IdempotencyKey.Length > LongestKey || request.IdempotencyKey.Contains('\0'))
            violations.Add(new("idempotency_key", $"must be at most {LongestKey} characters without U+0000"));
        if (violations.Count > 0) throw new InvalidRequestException(violations);

        var bundle = await bundles.GetAsync(context.CancellationToken);
        var id = await store.CreateAsync(subjects.NameOf(request.Kind), request.IdempotencyKey, bundle.Embedder, context.CancellationToken);
        reconciler.Wake();
        return new BackfillServiceStartResponse { Job = await RequireAsync(id, context.CancellationToken) };
    }

    public override async Task<BackfillServiceGetResponse> Get(BackfillServiceGetRequest request, ServerCallContext context) =>
        new() { Job = await RequireAsync(Parse(request.Id), context.CancellationToken) };

    public override async Task Watch(BackfillServiceWatchRequest request, IServerStreamWriter<BackfillServiceWatchResponse> responseStream, ServerCallContext context)
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

    private async Task<BackfillJob> RequireAsync(Guid id, CancellationToken cancellationToken)
    {
        var job = await store.FindAsync(id, cancellationToken) ?? throw new ResourceNotFoundException($"There is no backfill {id}.");
        // A worker that gets no message cannot write down why.
        if (job.FinishedAt is null && job.Problem.Length == 0) job.Problem = await _broker.CheckAsync(cancellationToken) ?? "";
        return job;
    }

    private static Guid Parse(string id) =>
        Guid.TryParse(id, out var parsed) ? parsed : throw new InvalidRequestException([new("id", "is not the id of a backfill; Start returns one")]);
}
