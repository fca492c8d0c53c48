using System.Diagnostics.Metrics;
using Attune.Hosting;

namespace Attune.Embedding.Scheduling;

/// <summary>What waits, what runs and how calls end, by model and priority.</summary>
internal sealed class SchedulingMetrics(ServiceTelemetry telemetry)
{
    private static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
            10, 30] };

    private static readonly InstrumentAdvice<int> PowersOfTwo =
        new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768] };

    private readonly Meter _meter = telemetry.Meter;
    private readonly Counter<long> _calls = telemetry.Meter.CreateCounter<long>(
        "attune.embedding.calls", "{call}", "Calls by how they ended: completed, rejected, expired, cancelled or failed.");
    private readonly Counter<long> _sequences =
        telemetry.Meter.CreateCounter<long>("attune.embedding.sequences", "{sequence}", "Texts and pairs that ran.");
    private readonly Counter<long> _tokens =
        telemetry.Meter.CreateCounter<long>("attune.embedding.tokens", "{token}", "Tokens that ran, padding not counted.");
    private readonly Counter<long> _padding =
        telemetry.Meter.CreateCounter<long>("attune.embedding.padding", "{token}", "Padding that batches carried besides their tokens.");
    private readonly Histogram<int> _batchRows = telemetry.Meter.CreateHistogram(
        "attune.embedding.batch.sequences", "{sequence}", "Texts and pairs in one batch.", advice: PowersOfTwo);
    private readonly Histogram<int> _batchTokens = telemetry.Meter.CreateHistogram(
        "attune.embedding.batch.size", "{token}", "Tokens of one batch, padding counted.", advice: PowersOfTwo);
    private readonly Histogram<double> _batchSeconds =
        telemetry.Meter.CreateHistogram("attune.embedding.batch.duration", "s", "Time of one batch on the device.", advice: Seconds);
    private readonly Histogram<double> _waitSeconds = telemetry.Meter.CreateHistogram(
        "attune.embedding.queue.duration", "s", "Time in which a completed call had nothing on the device.", advice: Seconds);

    /// <summary>Reports the depth of queues whenever somebody looks.</summary>
    public void Observe(Func<IEnumerable<(Lane Lane, int Rows, long Tokens)>> depths)
    {
        _meter.CreateObservableUpDownCounter(
            "attune.embedding.queue.sequences", () => depths()
                .Select(x => new Measurement<long>(x.Rows, Model(x.Lane), Priority(x.Lane))), "{sequence}",
                "Texts and pairs that wait for the device.");
        _meter.CreateObservableUpDownCounter(
            "attune.embedding.queue.tokens", () => depths()
                .Select(x => new Measurement<long>(x.Tokens, Model(x.Lane), Priority(x.Lane))), "{token}",
                "Tokens that wait for the device.");
    }

    public void Ran(FormedBatch batch, TimeSpan time)
    {
        var (model, priority) = (Model(batch.Lane), Priority(batch.Lane));
        _sequences.Add(batch.Rows.Count, model, priority);
        _tokens.Add(batch.Tokens, model, priority);
        _padding.Add(batch.PaddedTokens - batch.Tokens, model, priority);
        _batchRows.Record(batch.Rows.Count, model, priority);
        _batchTokens.Record(batch.PaddedTokens, model, priority);
        _batchSeconds.Record(time.TotalSeconds, model, priority);
    }

    public void Waited(Lane lane, TimeSpan time) => _waitSeconds.Record(time.TotalSeconds, Model(lane), Priority(lane));

    public void Ended(Lane lane, CallOutcome outcome) => _calls.Add(1, Model(lane), Priority(lane), new("attune.outcome", Name(outcome)));

    private static KeyValuePair<string, object?> Model(Lane lane) => new("attune.model", lane.Queue.Model);

    private static KeyValuePair<string, object?> Priority(Lane lane) =>
        new("attune.priority", lane.Priority == CallPriority.Interactive ? "interactive" : "backfill");

    private static string Name(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Completed => "completed",
        CallOutcome.Rejected => "rejected",
        CallOutcome.Expired => "expired",
        CallOutcome.Cancelled => "cancelled",
        _ => "failed",
    };
}
