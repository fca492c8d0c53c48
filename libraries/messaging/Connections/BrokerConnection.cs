using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>
/// A connection of this process. A loop of our own keeps it, rather than the client's recovery, because that one neither starts
/// without a broker nor brings back a channel or a queue that is gone: here every loss takes the same way back.
/// </summary>
internal abstract class BrokerConnection(string purpose, IOptions<MessagingOptions> options, OutageLog outages, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan s_handshake = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(10);
    private static readonly Backoff s_backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private volatile TaskCompletionSource<LiveConnection> _next = Pending();
    private volatile string? _problem = "not connected yet";
    private Task? _keeper;

    /// <summary>Why this connection, once it was asked for, is of no use now; <see langword="null"/> when it is.</summary>
    public string? Problem => _problem
        ?? (_next.Task is { IsCompletedSuccessfully: true, Result.Blocked: { } blocked } ? $"the broker takes no messages now: {blocked}" : null);

    /// <summary>Whether anybody has asked for this connection.</summary>
    public bool IsKept => _keeper is not null;

    /// <summary><c>host:port</c>.</summary>
    public string Server { get; } = Describe(new Uri(options.Value.Uri));

    /// <summary>Begins to connect, unless that has happened. It goes on until the container is disposed, since stopping consumers still need it.</summary>
    public void EnsureKept()
    {
        lock (_gate) _keeper ??= Task.Run(KeepAsync, CancellationToken.None);
    }

    /// <summary>The open connection; waits for it while there is none.</summary>
    public async Task<LiveConnection> GetAsync(CancellationToken cancellationToken)
    {
        EnsureKept();
        while (true)
        {
            var live = await _next.Task.WaitAsync(cancellationToken);
            if (live.IsOpen) return live;
            await live.Replaced.WaitAsync(cancellationToken);
        }
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
        while (true)
        {
            await using var live = await ConnectAsync();
            _problem = null;
            _next.SetResult(live);

            var reason = await live.WatchAsync(options.Value.Heartbeat, time, _stop.Token);
            _problem = reason;
            _next = Pending();
            live.MarkReplaced();
            outages.Lost(purpose, Server, reason);
        }
    }

    private async Task<LiveConnection> ConnectAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var connection = await Factory().CreateConnectionAsync(_stop.Token);
                outages.Connected(purpose, Server);
                return new LiveConnection(connection);
            }
            // Whatever it is: a loop that ended here would leave everybody waiting for ever.
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                _problem = BrokerFailure.Reason(exception);
                outages.Unreachable(purpose, Server, _problem);
            }
            await Task.Delay(s_backoff.Next(attempt), time, _stop.Token);
        }
    }

    private ConnectionFactory Factory() => new()
    {
        Uri = new Uri(options.Value.Uri),
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedConnectionTimeout = s_handshake,
        HandshakeContinuationTimeout = s_handshake,
        ContinuationTimeout = s_answer,
        // For the broker, so that it gives the messages of a dead consumer to others.
        RequestedHeartbeat = options.Value.Heartbeat,
        ClientProvidedName = $"{AppDomain.CurrentDomain.FriendlyName} {Environment.ProcessId} {purpose}",
    };

    private static TaskCompletionSource<LiveConnection> Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string Describe(Uri uri) => $"{uri.Host}:{(uri.Port > 0 ? uri.Port : uri.Scheme == "amqps" ? AmqpTcpEndpoint.DefaultAmqpSslPort : Protocols.DefaultProtocol.DefaultPort)}";
}
