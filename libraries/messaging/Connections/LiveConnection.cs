using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>One connection from its opening to its loss, with what belongs to it: idle publisher channels, and what was declared through it.</summary>
internal sealed class LiveConnection : IAsyncDisposable
{
    private static readonly CreateChannelOptions s_confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    private readonly IConnection _connection;
    private readonly ConcurrentBag<IChannel> _idle = [];
    private readonly ConcurrentDictionary<string, bool> _declared = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _blocked;

    public LiveConnection(IConnection connection)
    {
        _connection = connection;
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            _lost.TrySetResult(reason.ReplyText);
            return Task.CompletedTask;
        };
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            _blocked = blocked.Reason;
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            _blocked = null;
            return Task.CompletedTask;
        };
        // It may have gone before the handler was in place.
        if (!connection.IsOpen) _lost.TrySetResult(connection.CloseReason?.ReplyText ?? "closed");
    }

    public bool IsOpen => _connection.IsOpen && !_lost.Task.IsCompleted;

    /// <summary>Why the broker reads nothing from this connection now, such as low memory; <see langword="null"/> when it does.</summary>
    public string? Blocked => _blocked;

    /// <summary>Completes once this connection is no longer handed out.</summary>
    public Task Replaced => _replaced.Task;

    /// <summary>
    /// Until the connection is lost; returns the reason. Asks the broker something small twice a heartbeat, because the client's
    /// own check for silence ends the whole process now and then (rabbitmq-dotnet-client issue 1884). That check needs three
    /// heartbeats of silence; this one is always earlier.
    /// </summary>
    public async Task<string> WatchAsync(TimeSpan heartbeat, TimeProvider time, CancellationToken cancellationToken)
    {
        IChannel? probe = null;
        while (true)
        {
            if (await Task.WhenAny(_lost.Task, Task.Delay(heartbeat / 2, time, cancellationToken)) == _lost.Task) return await _lost.Task;
            cancellationToken.ThrowIfCancellationRequested();
            // A blocked connection answers nothing, and is alive.
            if (_blocked is not null) continue;
            try
            {
                probe ??= await OpenChannelAsync(cancellationToken).WaitAsync(heartbeat, time, cancellationToken);
                await probe.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false, cancellationToken).WaitAsync(heartbeat, time, cancellationToken);
            }
            catch (TimeoutException) when (_blocked is null)
            {
                _lost.TrySetResult($"no answer within {heartbeat.TotalSeconds:0.#} s");
            }
            catch (Exception exception) when (BrokerFailure.IsOne(exception) && !cancellationToken.IsCancellationRequested)
            {
                _lost.TrySetResult(BrokerFailure.Reason(exception));
            }
        }
    }

    public void MarkReplaced() => _replaced.TrySetResult();

    public Task<IChannel> OpenChannelAsync(CancellationToken cancellationToken) => _connection.CreateChannelAsync(cancellationToken: cancellationToken);

    /// <summary>A channel with confirmations. Its holder alone uses it, and gives it back only when it is in order.</summary>
    public async Task<IChannel> RentAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryTake(out var channel))
        {
            if (channel.IsOpen) return channel;
            await channel.DisposeAsync();
        }
        return await _connection.CreateChannelAsync(s_confirmed, cancellationToken);
    }

    public void Return(IChannel channel) => _idle.Add(channel);

    public bool IsDeclared(string what) => _declared.ContainsKey(what);

    public void SetDeclared(string what) => _declared[what] = true;

    public void ForgetDeclared(string what) => _declared.TryRemove(what, out _);

    public async ValueTask DisposeAsync()
    {
        // A broker that does not answer is not waited for.
        await _connection.AbortAsync(s_farewell);
        await _connection.DisposeAsync();
    }
}
