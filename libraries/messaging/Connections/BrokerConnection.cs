using MassTransit;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>
/// A bus of this process and its connection, seen through an endpoint that does nothing but live as long as the connection.
/// </summary>
internal abstract class BrokerConnection(
    string purpose, bool consumes, IOptions<MessagingOptions> options, OutageLog outages, ILoggerFactory loggers, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);
    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private volatile TaskCompletionSource<LiveConnection> _next = Pending();
    private volatile string? _problem = "not connected yet";
    private Task? _keeper;

    /// <summary>Why this connection, once it was asked for, is of no use now; <see langword="null"/> when it is.</summary>
    public string? Problem => _problem
        ?? (_next.Task is { IsCompletedSuccessfully: true, Result.Blocked: { } blocked }
            ? $"the broker takes no messages now: {blocked}"
            : null);

    /// <summary>Whether anybody has asked for this connection.</summary>
    public bool IsKept => _keeper is not null;

    /// <summary><c>host:port</c>.</summary>
    public string Server { get; } = Describe(new Uri(options.Value.Uri));

    /// <summary>
    /// Begins to connect, unless that has happened. It goes on until the container is disposed, since stopping consumers still need it.
    /// </summary>
    public void EnsureKept()
    {
        lock (_gate) _keeper ??= Task.Run(KeepAsync, CancellationToken.None);
    }

    /// <summary>The open connection; waits for it while there is none.</summary>
    public Task<LiveConnection> GetAsync(CancellationToken cancellationToken)
    {
        EnsureKept();
        return _next.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_keeper is not null) await _keeper.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _next.TrySetCanceled(_stop.Token);
        _stop.Dispose();
    }

    private async Task KeepAsync()
    {
        var bus = BrokerBus.Create(options.Value, purpose, consumes, loggers);
        // Waits for the broker; what it starts beside the endpoints that are connected here is of no importance.
        var starting = bus.StartAsync(_stop.Token);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                if (await LiveAsync(bus)) attempt = 0;
                await Task.Delay(Backoff.Next(attempt), time, _stop.Token);
            }
        }
        finally
        {
            using var patience = new CancellationTokenSource(Farewell);
            await bus.StopAsync(patience.Token).WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ = starting.ContinueWith(
                task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    /// <summary>Connects, and comes back when the connection is lost. False when it cannot connect.</summary>
    private async Task<bool> LiveAsync(IBusControl bus)
    {
        await using var session = new EndpointSession(bus, purpose, configure: null);
        IConnection connection;
        try
        {
            connection = await session.OpenedAsync(_stop.Token);
        }
        // Whatever it is: a loop that ended here would leave everybody waiting for ever.
        catch (Exception exception) when (!_stop.IsCancellationRequested)
        {
            _problem = BrokerFailure.Reason(exception);
            outages.Unreachable(purpose, Server, _problem);
            return false;
        }
        await using var live = new LiveConnection(bus, connection);
        outages.Connected(purpose, Server);
        _problem = null;
        _next.SetResult(live);

        var reason = await session.Ended.WaitAsync(_stop.Token);
        _problem = reason;
        _next = Pending();
        outages.Lost(purpose, Server, reason);
        return true;
    }

    private static TaskCompletionSource<LiveConnection> Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string Describe(Uri uri)
    {
        var usual = uri.Scheme == "amqps" ? AmqpTcpEndpoint.DefaultAmqpSslPort : Protocols.DefaultProtocol.DefaultPort;
        return $"{uri.Host}:{(uri.Port > 0 ? uri.Port : usual)}";
    }
}
