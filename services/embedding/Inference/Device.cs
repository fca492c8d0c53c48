using System.Buffers;
using System.Diagnostics;
using Attune.Hosting;
using Microsoft.Extensions.Options;

namespace Attune.Embedding.Inference;

/// <summary>
/// Runs the batches of one call at a time, on all threads: two calls beside each other on half the threads get no more done and
/// take twice as long. A call whose time is up, or whose caller is gone, leaves the line and never reaches the device.
/// </summary>
internal sealed class Device(IOptions<InferenceOptions> options, EmbeddingMetrics metrics, ServiceTelemetry telemetry, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _line = new(1, 1);

    /// <summary>Embeds all texts; <paramref name="receive"/> gets each text's index and vector, which is valid during that call only.</summary>
    public async Task EmbedAsync(Encoder encoder, TokenizedTexts texts, Action<int, ReadOnlySpan<float>> receive, CancellationToken cancellationToken)
    {
        int[] lengths = [.. Enumerable.Range(0, texts.Count).Select(i => texts.Ids(i).Length)];
        long arrived = time.GetTimestamp();
        await _line.WaitAsync(cancellationToken);
        try
        {
            metrics.Waited(encoder.Manifest.Name, time.GetElapsedTime(arrived));
            using var activity = telemetry.ActivitySource.StartActivity("infer");
            activity?.SetTag("attune.model", encoder.Manifest.Name).SetTag("attune.texts", texts.Count);
            foreach (var batch in BatchPlan.Create(lengths, options.Value.BatchTokens))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Run(encoder, texts, batch.Span, lengths, receive);
            }
        }
        finally
        {
            _line.Release();
        }
    }

    public void Dispose() => _line.Dispose();

    private void Run(Encoder encoder, TokenizedTexts texts, ReadOnlySpan<int> batch, int[] lengths, Action<int, ReadOnlySpan<float>> receive)
    {
        int dimensions = encoder.Manifest.Dimensions, tokens = 0;
        foreach (int index in batch)
            tokens += lengths[index];

        float[] vectors = ArrayPool<float>.Shared.Rent(batch.Length * dimensions);
        try
        {
            long started = time.GetTimestamp();
            encoder.Run(texts, batch, vectors);
            metrics.Ran(encoder.Manifest.Name, batch.Length, tokens, batch.Length * lengths[batch[^1]], time.GetElapsedTime(started));
            for (int row = 0; row < batch.Length; row++)
                receive(batch[row], vectors.AsSpan(row * dimensions, dimensions));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(vectors);
        }
    }
}
