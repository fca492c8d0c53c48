using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Attune.Messaging;

/// <summary>
/// One life of a receive endpoint, from the channel that MassTransit opens for it to the loss of that channel. MassTransit would bring it
/// back itself, but waits longer with every loss, up to half a minute, and never forgets one: so an endpoint that is lost is given up, and
/// another one takes its place.
/// </summary>
internal sealed class EndpointSession : IFilter<ChannelContext>, IReceiveEndpointObserver, IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);
    // Longer than every step on the way may take.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<IConnection> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _idle;
    private readonly HostReceiveEndpointHandle _handle;

    /// <param name="bus">Whose connection it uses.</param>
    /// <param name="name">The queue; without <paramref name="configure"/> any name, since nothing is declared then.</param>
    /// <param name="configure">
    /// What is declared and consumed; <see langword="null"/> for a channel that only shows how the connection fares.
    /// </param>
    public EndpointSession(IBusControl bus, string name, Action<IRabbitMqReceiveEndpointConfigurator>? configure)
    {
        _idle = configure is null;
        _handle = bus.ConnectReceiveEndpoint(name, endpoint =>
        {
            var rabbit = (IRabbitMqReceiveEndpointConfigurator)endpoint;
            rabbit.ConfigureConsumeTopology = false;
            rabbit.ConnectReceiveEndpointObserver(this);
            rabbit.ConfigureChannel(channel => channel.UseFilter(this));
            configure?.Invoke(rabbit);
        });
    }

    /// <summary>Whether everything is declared, and consumed where it is to be.</summary>
    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Completes with the reason when the channel, or what it consumed, is gone.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>The connection, once there is a channel. Fails with the reason why there is none.</summary>
    public Task<IConnection> OpenedAsync(CancellationToken cancellationToken) => _opened.Task.WaitAsync(Patience, cancellationToken);

    /// <summary>Until <see cref="IsReady"/>. Fails with the reason why it is not.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(Patience, cancellationToken);

    /// <summary>Takes no further message and waits for those being handled, as long as the token allows.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => _handle.StopAsync(cancellationToken);

    /// <summary>The channel is gone, as a message in hand notices before MassTransit has come to an end with all of them.</summary>
    public void Interrupt() => End("the broker cancelled the consumer, most likely because the queue was deleted");

    async Task IFilter<ChannelContext>.Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        context.Channel.ChannelShutdownAsync += (_, reason) =>
        {
            End(new OperationInterruptedException(reason));
            return Task.CompletedTask;
        };
        // It may have gone before the handler was in place.
        if (context.Channel.CloseReason is { } gone) End(new OperationInterruptedException(gone));
        _opened.TrySetResult(context.ConnectionContext.Connection);
        if (_idle) await _ended.Task;
        else await next.Send(context);
    }

    Task IReceiveEndpointObserver.Ready(ReceiveEndpointReady ready)
    {
        if (ready.IsStarted) _ready.TrySetResult();
        return Task.CompletedTask;
    }

    Task IReceiveEndpointObserver.Completed(ReceiveEndpointCompleted completed)
    {
        Interrupt();
        return Task.CompletedTask;
    }

    Task IReceiveEndpointObserver.Faulted(ReceiveEndpointFaulted faulted)
    {
        End(faulted.Exception ?? new IOException("the endpoint is faulty"));
        return Task.CompletedTask;
    }

    Task IReceiveEndpointObserver.Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    void IProbeSite.Probe(ProbeContext context)
    {
    }

    public async ValueTask DisposeAsync()
    {
        End("closed");
        using var patience = new CancellationTokenSource(Farewell);
        // Handlers of a lost channel may run for long; nobody waits for them here.
        await _handle.StopAsync(patience.Token).WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void End(string reason) => End(new IOException(reason));

    private void End(Exception exception)
    {
        if (!_ended.TrySetResult(BrokerFailure.Reason(exception))) return;
        // Looked at here, since not everybody waits for both.
        if (_opened.TrySetException(exception)) _ = _opened.Task.Exception;
        if (_ready.TrySetException(exception)) _ = _ready.Task.Exception;
    }
}
