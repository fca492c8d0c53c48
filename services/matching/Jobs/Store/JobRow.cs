using Attune.Contracts.Matching.V1;
using Attune.Matching.Jobs.Kinds;
using Google.Protobuf.WellKnownTypes;

namespace Attune.Matching.Jobs.Store;

/// <summary>A job as the store has it. Properties, so that Dapper maps by name with the store's snake_case.</summary>
internal sealed class JobRow
{
    public Guid Id { get; init; }
    public string Kind { get; init; } = "";
    public string State { get; init; } = "";
    public string Problem { get; init; } = "";
    public string Cause { get; init; } = "";
    public DateTime CreatedAt { get; init; }
    public DateTime? FinishedAt { get; init; }
    public Guid[] WaitsFor { get; init; } = [];
    public Guid? RetryOf { get; init; }
    public string BundleHash { get; init; } = "";
    public string Model { get; init; } = "";
    public string Revision { get; init; } = "";
    public string Versions { get; init; } = "";
    public long Total { get; init; }
    public long Computed { get; init; }
    public long Skipped { get; init; }
    public long Failed { get; init; }
    public long Recent { get; init; }
    public double RecentSeconds { get; init; }
    public double Seconds { get; init; }
    public double Reading { get; init; }
    public double Computing { get; init; }
    public double Storing { get; init; }

    public BackfillJob ToMessage(BackfillKinds kinds)
    {
        var done = Computed + Skipped + Failed;
        // Batches of a slow model end less often than every ten seconds; then all of the job's time says more.
        var rate = Recent > 0 && RecentSeconds > 0 ? Recent / RecentSeconds : Seconds > 0 ? done / Seconds : 0;
        var job = new BackfillJob
        {
            Id = Id.ToString(), Kind = kinds.Of(Kind).Kind, State = StateOf(State), Problem = Problem, Cause = Cause,
            Total = Total, Done = done, Computed = Computed, Skipped = Skipped, Failed = Failed, ItemsPerSecond = FinishedAt is null
                ? rate
                : Seconds > 0
                ? done / Seconds
                : 0,
            CreatedAt = Timestamp.FromDateTime(CreatedAt), FinishedAt = FinishedAt is { } at ? Timestamp.FromDateTime(at) : null,
            WaitsFor = { WaitsFor.Select(id => id.ToString()) }, RetryOf = RetryOf?.ToString()
                ?? "", BundleHash = BundleHash, Model = Model, Revision = Revision, Versions = Versions,
            Stages = new BackfillStages { ReadingSeconds = Reading, ComputingSeconds = Computing, StoringSeconds = Storing },
        };
        if (rate > 0 && FinishedAt is null) job.EtaSeconds = (Total - done) / rate;
        return job;
    }

    private static BackfillState StateOf(string state) => state switch
    {
        "waiting" => BackfillState.Waiting,
        "planning" => BackfillState.Planning,
        "running" => BackfillState.Running,
        "succeeded" => BackfillState.Succeeded,
        "failed" => BackfillState.Failed,
        "cancelled" => BackfillState.Cancelled,
        _ => throw new InvalidOperationException($"The store holds a backfill in the unknown state '{state}'."),
    };
}
