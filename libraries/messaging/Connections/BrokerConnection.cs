using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>
/// The one connection of this process. A loop of our own keeps it, rather than the client's recovery, because that one neither
/// starts without a broker nor brings back a channel or a queue that is gone: here every loss takes the same way back.
/// </summary>
internal sealed partial class BrokerConnection(IOptions<MessagingOptions> options, TimeProvider time, ILogger<BrokerConnection> logger) : IAsyncDisposable
{
    private static readonly TimeSpan s_handshake = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(10);
    private static readonly Backoff s_backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private volatile TaskCompletionSource<LiveConnection> _next = Pending();
    private volatile string? _problem = "not connected yet";
    private Task? _keeper;

    /// <summary>Why there is no connection now; <see langword="null"/> when there is one.</summary>
    public string? Problem => _problem;

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
        var lostAt = time.GetTimestamp();
        for (var said = false; ; said = true)
        {
            await using var live = await ConnectAsync(lostAt, said);
            live.Watch();
            _problem = null;
            _next.SetResult(live);

            var reason = await live.Lost.WaitAsync(_stop.Token);
            lostAt = time.GetTimestamp();
            _problem = reason;
            _next = Pending();
            live.MarkReplaced();
            MessagingTelemetry.Outages.Add(1);
            LogLost(Server, reason);
        }
    }

    /// <param name="lostAt">Since when there is no connection.</param>
    /// <param name="said">Whether the log knows of this outage: one line when it begins, one when it ends.</param>
    private async Task<LiveConnection> ConnectAsync(long lostAt, bool said)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var connection = await Factory().CreateConnectionAsync(_stop.Token);
                var elapsed = time.GetElapsedTime(lostAt);
                LogConnected(Server, elapsed);
                return new LiveConnection(connection);
            }
            // Whatever it is: a loop that ended here would leave everybody waiting for ever.
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                _problem = BrokerFailure.Reason(exception);
                if (said) LogStillAway(Server, _problem);
                else LogUnreachable(Server, _problem);
                said = true;
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
        RequestedHeartbeat = options.Value.Heartbeat,
        ClientProvidedName = $"{AppDomain.CurrentDomain.FriendlyName} {Environment.ProcessId}",
    };

    private static TaskCompletionSource<LiveConnection> Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string Describe(Uri uri) => $"{uri.Host}:{(uri.Port > 0 ? uri.Port : uri.Scheme == "amqps" ? AmqpTcpEndpoint.DefaultAmqpSslPort : Protocols.DefaultProtocol.DefaultPort)}";
}
