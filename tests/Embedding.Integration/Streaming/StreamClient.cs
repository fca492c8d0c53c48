using System.Collections.Concurrent;
using Attune.Contracts.Embedding.V1;
using Grpc.Core;

namespace Attune.Embedding.Integration.Streaming;

/// <summary>One stream from the client's side, its answers kept as they come.</summary>
internal sealed class StreamClient : IDisposable
{
    private readonly AsyncDuplexStreamingCall<EmbedStreamRequest, EmbedStreamResponse> _call;

    public StreamClient(EmbeddingService.EmbeddingServiceClient client, DateTime? deadline = null) => _call = client.EmbedStream(deadline: deadline);

    public ConcurrentQueue<EmbedStreamResponse> Answers { get; } = [];

    public Task SendAsync(string id, EmbedRequest request) => _call.RequestStream.WriteAsync(new EmbedStreamRequest { CorrelationId = id, Request = request });

    public Task SendAsync(string id, params string[] texts) => SendAsync(id, Samples.Request(texts));

    /// <summary>The next answer; null at the end of the stream.</summary>
    public async Task<EmbedStreamResponse?> ReceiveAsync()
    {
        if (!await _call.ResponseStream.MoveNext(CancellationToken.None))
            return null;
        Answers.Enqueue(_call.ResponseStream.Current);
        return _call.ResponseStream.Current;
    }

    /// <summary>Says that no more comes, and reads everything that is left.</summary>
    public async Task<IReadOnlyList<EmbedStreamResponse>> EndAsync()
    {
        await _call.RequestStream.CompleteAsync();
        while (await ReceiveAsync() is not null)
        {
        }

        return [.. Answers];
    }

    /// <summary>Cancels it, where it has not ended.</summary>
    public void Dispose() => _call.Dispose();
}
