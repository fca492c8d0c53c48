using System.Collections.Concurrent;
using MassTransit;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>One connection of a bus, from its opening to its loss, with what was declared through it.</summary>
internal sealed class LiveConnection : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly IConnection _connection;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _declared = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _lost = new();
    private volatile string? _blocked;

    public LiveConnection(IBusControl bus, IConnection connection)
    {
        (Bus, _connection, Lost) = (bus, connection, _lost.Token);
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
    }

    public IBusControl Bus { get; }

    /// <summary>Why the broker reads nothing from this connection now, such as low memory; <see langword="null"/> when it does.</summary>
    public string? Blocked => _blocked;

    /// <summary>Cancelled once the connection is lost and no longer handed out.</summary>
    public CancellationToken Lost { get; }

    public Task<IChannel> OpenChannelAsync(CancellationToken cancellationToken) =>
        _connection.CreateChannelAsync(cancellationToken: cancellationToken);

    /// <summary>Declares a queue and all that belongs to it, once a connection.</summary>
    public async Task DeclareAsync(Queue queue, QueueTopology topology, CancellationToken cancellationToken)
    {
        var name = topology.NameOf(queue);
        var declaring = _declared.GetOrAdd(name, _ => new Lazy<Task>(() => DeclareOnceAsync(queue, topology)));
        try
        {
            await declaring.Value.WaitAsync(cancellationToken);
        }
        catch (Exception) when (declaring.Value.IsFaulted)
        {
            _declared.TryRemove(KeyValuePair.Create(name, declaring));
            throw;
        }
    }

    public void ForgetDeclared(Queue queue, QueueTopology topology) => _declared.TryRemove(topology.NameOf(queue), out _);

    public async ValueTask DisposeAsync()
    {
        await _lost.CancelAsync();
        if (!_connection.IsOpen) return;
        // A broker that does not answer is not waited for; nor is the client, which may be closing the connection itself by now and then
        // never comes back.
        await _connection.AbortAsync(Farewell).WaitAsync(2 * Farewell, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // An endpoint of a bus that deploys topologies consumes nothing.
    private async Task DeclareOnceAsync(Queue queue, QueueTopology topology)
    {
        await using var session = new EndpointSession(Bus, topology.NameOf(queue), endpoint => topology.Configure(endpoint, queue));
        await session.ReadyAsync(CancellationToken.None);
    }
}
