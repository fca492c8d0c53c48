using System.Collections.Concurrent;
using System.Globalization;
using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Grpc.Core;

namespace Attune.Matching.Models.Calls;

/// <summary>One call of EmbedStream, from its opening to its loss: any number ask, each gets the answer to its own question.</summary>
internal sealed class StreamConversation : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<EmbedStreamResponse>> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _end;
    private readonly AsyncDuplexStreamingCall<EmbedStreamRequest, EmbedStreamResponse> _call;
    private readonly EmbeddingOptions _options;
    private readonly TimeProvider _time;
    private readonly Task _reading;
    private volatile Exception? _over;
    private long _last;

    public StreamConversation(EmbeddingService.EmbeddingServiceClient client, EmbeddingOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _call = client.EmbedStream(cancellationToken: _end.Token);
        _reading = ReadAsync();
    }

    public bool IsOver => _over is not null;

    /// <exception cref="DependencyUnavailableException">The stream is lost, or silent for too long.</exception>
    public async Task<EmbedStreamResponse> AskAsync(EmbedRequest request, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<EmbedStreamResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            // Whoever comes after the end is not told by it any more.
            if (_over is { } over) throw over;
            // The end is told to all that wait for an answer, and so to those who have not come to write yet.
            var writing = WriteAsync(new EmbedStreamRequest { CorrelationId = id, Request = request }, cancellationToken);
            if (await Task.WhenAny(writing, answer.Task) == writing) await writing;
            return await answer.Task.WaitAsync(_options.StreamTimeout, _time, cancellationToken);
        }
        catch (TimeoutException error)
        {
            var silent = new DependencyUnavailableException(
                $"The embedding service at {_options.Address} has not answered for {_options.StreamTimeout.TotalSeconds:0} s.", error);
            await FailAsync(silent);
            throw silent;
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        // Whoever writes still needs what is disposed here; whoever comes later finds that it is over, also who had not found it so a
        // moment ago.
        await _writing.WaitAsync(CancellationToken.None);
        _call.Dispose();
        _end.Dispose();
        _writing.Release();
    }

    private async Task WriteAsync(EmbedStreamRequest message, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (_over is { } over) throw over;
            // Not with the caller's token: giving up in the middle of a message would break the stream for all.
            await _call.RequestStream.WriteAsync(message, _end.Token);
        }
        catch (Exception error) when (error is RpcException or InvalidOperationException or OperationCanceledException or IOException)
        {
            // The reader knows why, and soon; unless the channel has tried the call again behind this write, and the reader waits for an
            // answer to nothing.
            if (_over is null) _end.CancelAfter(Patience);
            await _reading;
            throw _over!;
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var response in _call.ResponseStream.ReadAllAsync(_end.Token))
                if (_waiting.TryGetValue(response.CorrelationId, out var answer)) answer.TrySetResult(response);
            await FailAsync(new DependencyUnavailableException($"The embedding service at {_options.Address} has ended the stream."));
        }
        catch (RpcException error)
        {
            await FailAsync(EmbeddingFailure.Of(error, _options.Address, CancellationToken.None)
                ?? new DependencyUnavailableException(
                    $"The stream to the embedding service at {_options.Address} is lost ({error.StatusCode}: {error.Status.Detail}).",
                    error));
        }
        catch (Exception error)
        {
            await FailAsync(
                new DependencyUnavailableException(
                    $"The stream to the embedding service at {_options.Address} is lost ({error.Message}).", error));
        }
    }

    private async Task FailAsync(Exception reason)
    {
        _over ??= reason;
        if (!_end.IsCancellationRequested) await _end.CancelAsync();
        foreach (var answer in _waiting.Values) answer.TrySetException(reason);
    }
}
