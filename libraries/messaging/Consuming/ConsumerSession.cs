using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Attune.Messaging;

/// <summary>
/// One channel that consumes, from its opening to its loss. Deliveries run as tasks beside the client's dispatcher, so that a slow
/// handler never keeps a cancellation or the loss of the channel from being noticed; prefetch bounds their number.
/// </summary>
internal sealed class ConsumerSession(IChannel channel, Func<ConsumerSession, Delivery, Task> handle) : IAsyncBasicConsumer, IAsyncDisposable
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<ulong, Task> _running = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _tag = "";

    public IChannel Channel => channel;

    /// <summary>Completes with the reason when no more messages come.</summary>
    public Task<string> Ended => _ended.Task;

    public async Task StartAsync(string queue, ushort prefetch, CancellationToken cancellationToken)
    {
        await channel.BasicQosAsync(prefetchSize: 0, prefetch, global: false, cancellationToken);
        _tag = await channel.BasicConsumeAsync(queue, autoAck: false, consumerTag: "", noLocal: false, exclusive: false, arguments: null, this, cancellationToken);
    }

    /// <summary>Takes no further message and waits for the ones being handled; the rest goes back to the queue with the channel.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        _closing.TrySetResult();
        if (channel.IsOpen) await channel.BasicCancelAsync(_tag, noWait: false, cancellationToken);
        await Task.WhenAll(_running.Values).WaitAsync(cancellationToken);
    }

    /// <summary>Completes when the session is told to end.</summary>
    public Task Closing => _closing.Task;

    /// <summary>Whether messages that have come but are not being handled yet are to be left alone.</summary>
    public bool IsClosing => Closing.IsCompleted || !channel.IsOpen;

    public Task AckAsync(Delivery delivery, CancellationToken cancellationToken) =>
        WriteAsync(token => channel.BasicAckAsync(delivery.Tag, multiple: false, token), cancellationToken);

    public Task RequeueAsync(Delivery delivery, CancellationToken cancellationToken) =>
        WriteAsync(token => channel.BasicNackAsync(delivery.Tag, multiple: false, requeue: true, token), cancellationToken);

    public Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        if (IsClosing) return Task.CompletedTask;
        // The client reuses its buffers once this method returns.
        var delivery = new Delivery(deliveryTag, new BasicProperties(properties), body.ToArray());
        _running[deliveryTag] = Task.Run(() => RunAsync(delivery), CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        _ended.TrySetResult("the broker cancelled the consumer, most likely because the queue was deleted");
        return Task.CompletedTask;
    }

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _ended.TrySetResult(reason.ReplyText);
        return Task.CompletedTask;
    }

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _closing.TrySetResult();
        await channel.DisposeAsync();
    }

    private async Task RunAsync(Delivery delivery)
    {
        await handle(this, delivery);
        _running.TryRemove(delivery.Tag, out _);
    }

    // A channel takes one writer at a time.
    private async Task WriteAsync(Func<CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await write(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }
}
