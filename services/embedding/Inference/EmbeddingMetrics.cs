using System.Diagnostics;
using System.Diagnostics.Metrics;
using Attune.Hosting;

namespace Attune.Embedding.Inference;

/// <summary>What the device did, by model.</summary>
internal sealed class EmbeddingMetrics(ServiceTelemetry telemetry)
{
    private static readonly double[] SecondBuckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly int[] TokenBuckets = [8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768];

    private readonly Counter<long> _texts = telemetry.Meter.CreateCounter<long>("attune.embedding.texts", "{text}", "Texts embedded.");
    private readonly Counter<long> _tokens = telemetry.Meter.CreateCounter<long>("attune.embedding.tokens", "{token}", "Tokens of the texts embedded, padding not counted.");
    private readonly Counter<long> _padding = telemetry.Meter.CreateCounter<long>("attune.embedding.padding", "{token}", "Padding that batches carried besides their tokens.");
    private readonly Counter<long> _batches = telemetry.Meter.CreateCounter<long>("attune.embedding.batches", "{batch}", "Batches run.");

    private readonly Histogram<int> _batchTokens = telemetry.Meter.CreateHistogram(
        "attune.embedding.batch.size", "{token}", "Tokens of one batch, padding counted.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = TokenBuckets });

    private readonly Histogram<double> _batchSeconds = telemetry.Meter.CreateHistogram(
        "attune.embedding.batch.duration", "s", "Time of one batch on the device.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = SecondBuckets });

    private readonly Histogram<double> _waitSeconds = telemetry.Meter.CreateHistogram(
        "attune.embedding.queue.duration", "s", "Time a call waited for the device.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = SecondBuckets });

    public void Waited(string model, TimeSpan time) => _waitSeconds.Record(time.TotalSeconds, Model(model));

    public void Ran(string model, int texts, int tokens, int padded, TimeSpan time)
    {
        var tag = Model(model);
        _texts.Add(texts, tag);
        _tokens.Add(tokens, tag);
        _padding.Add(padded - tokens, tag);
        _batches.Add(1, tag);
        _batchTokens.Record(padded, tag);
        _batchSeconds.Record(time.TotalSeconds, tag);
    }

    private static KeyValuePair<string, object?> Model(string name) => new("attune.model", name);
}
