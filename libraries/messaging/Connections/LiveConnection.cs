using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>One connection from its opening to its loss, with what belongs to it: idle publisher channels, and what was declared through it.</summary>
internal sealed class LiveConnection(IConnection connection) : IAsyncDisposable
{
    private static readonly CreateChannelOptions s_confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly ConcurrentBag<IChannel> _idle = [];
    private readonly ConcurrentDictionary<string, bool> _declared = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen => connection.IsOpen;

    /// <summary>Completes with the reason when the connection is gone.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Completes once this connection is no longer handed out.</summary>
    public Task Replaced => _replaced.Task;

    public void Watch()
    {
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            _lost.TrySetResult(reason.ReplyText);
            return Task.CompletedTask;
        };
        // It may have gone before the handler was in place.
        if (!connection.IsOpen) _lost.TrySetResult(connection.CloseReason?.ReplyText ?? "closed");
    }

    public void MarkReplaced() => _replaced.TrySetResult();

    public Task<IChannel> OpenChannelAsync(CancellationToken cancellationToken) => connection.CreateChannelAsync(cancellationToken: cancellationToken);

    /// <summary>A channel with confirmations. Its holder alone uses it, and gives it back only when it is in order.</summary>
    public async Task<IChannel> RentAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryTake(out var channel))
        {
            if (channel.IsOpen) return channel;
            await channel.DisposeAsync();
        }
        return await connection.CreateChannelAsync(s_confirmed, cancellationToken);
    }

    public void Return(IChannel channel) => _idle.Add(channel);

    public bool IsDeclared(Queue queue) => _declared.ContainsKey(queue.Name);

    public void SetDeclared(Queue queue) => _declared[queue.Name] = true;

    public void ForgetDeclared(Queue queue) => _declared.TryRemove(queue.Name, out _);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
