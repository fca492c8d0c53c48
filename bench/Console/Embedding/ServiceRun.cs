using System.Diagnostics;
using Attune.Contracts.Embedding.V1;

namespace Attune.Bench.Embedding;

/// <summary>The same texts through the service: text in, vector out, over gRPC, the client on the same machine.</summary>
internal static class ServiceRun
{
    private const int TextsACall = 128, CallsAtOnce = 4;

    /// <summary>Unary calls, several at once. One pass, in seconds.</summary>
    public static async Task<double> CallsAsync(EmbeddingService.EmbeddingServiceClient client, string[] texts, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var options = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(texts.Chunk(TextsACall), options, async (chunk, cancel) =>
        {
            var response = await client.EmbedAsync(Request(chunk), cancellationToken: cancel);
            Require(response.Embeddings.Count == chunk.Length);
        });
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>One stream, as backfills use it. One pass, in seconds.</summary>
    public static Task<double> StreamAsync(EmbeddingService.EmbeddingServiceClient client, string[] texts, CancellationToken cancellationToken) =>
        StreamAsync(client, texts, Priority.Unspecified, cancellationToken);

    public static async Task<double> StreamAsync(EmbeddingService.EmbeddingServiceClient client, string[] texts, Priority priority, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var stream = client.EmbedStream(cancellationToken: cancellationToken);
        var writing = WriteAsync();
        var received = 0;
        while (await stream.ResponseStream.MoveNext(cancellationToken))
            received += stream.ResponseStream.Current.Results.Count(x => x.Embedding is not null);
        await writing;
        Require(received == texts.Length);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;

        async Task WriteAsync()
        {
            var sent = 0;
            foreach (var chunk in texts.Chunk(TextsACall))
                await stream.RequestStream.WriteAsync(new EmbedStreamRequest { CorrelationId = $"{sent++}", Request = Request(chunk, priority) }, cancellationToken);
            await stream.RequestStream.CompleteAsync();
        }
    }

    private static EmbedRequest Request(string[] texts, Priority priority = Priority.Unspecified) =>
        new() { Texts = { texts }, InputType = InputType.Document, Truncate = true, Priority = priority };

    private static void Require(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException("An answer lacks vectors.");
    }
}
