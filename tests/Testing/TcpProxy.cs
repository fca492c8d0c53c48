using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Attune.Testing;

/// <summary>
/// Stands between a client and a server and breaks what a network breaks: connections are reset, refused, or go silent.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly CancellationTokenSource _stop = new();
    // True for the side of the server.
    private readonly ConcurrentDictionary<Socket, bool> _sockets = new();
    private Socket? _first;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;
    private volatile TaskCompletionSource _flowing = Completed();
    private volatile bool _refusing;
    private long _held;

    /// <param name="host">The server behind the proxy.</param>
    /// <param name="port">Its port.</param>
    public TcpProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where clients connect, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Connections that were accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Bytes of clients that were kept from the server by <see cref="Silence"/>.</summary>
    public long Held => Interlocked.Read(ref _held) + _sockets.Where(socket => !socket.Value).Sum(socket => (long)socket.Key.Available);

    /// <summary>Resets every connection; new ones are welcome.</summary>
    public void Cut()
    {
        foreach (var socket in _sockets.Keys) Reset(socket);
    }

    /// <summary>Resets every connection and every new one, until <see cref="Restore"/>.</summary>
    public void Refuse()
    {
        _refusing = true;
        Cut();
    }

    /// <summary>Keeps the connections and lets nothing through, until <see cref="Restore"/>: a pulled cable.</summary>
    public void Silence() => _flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Says something to the server in the name of every client that is connected.</summary>
    public async Task InjectAsync(ReadOnlyMemory<byte> bytes)
    {
        foreach (var (socket, isServer) in _sockets)
            if (isServer) await socket.SendAsync(bytes, _stop.Token);
    }

    /// <summary>Says something in the name of the server to the client that connected first; another connection has no part in it.</summary>
    public async Task InjectAnswerAsync(ReadOnlyMemory<byte> bytes) => await _first!.SendAsync(bytes, _stop.Token);

    /// <summary>Ends <see cref="Refuse"/> and <see cref="Silence"/>.</summary>
    public void Restore()
    {
        _refusing = false;
        _flowing.TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync(_stop.Token);
            Accepted++;
            _first ??= client;
            if (_refusing) Reset(client);
            else _ = Task.Run(() => ServeAsync(client));
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(_host, _port, _stop.Token);
                (_sockets[client], _sockets[server]) = (false, true);
                await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The server is away; the client learns it by the reset below.
            }
            finally
            {
                _sockets.TryRemove(client, out _);
                _sockets.TryRemove(server, out _);
                Reset(client);
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
            {
                if (!_flowing.Task.IsCompleted && _sockets.TryGetValue(from, out var isServer) && !isServer) Interlocked.Add(ref _held, count);
                await _flowing.Task.WaitAsync(_stop.Token);
                for (var sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone: that ends the pair.
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Gone already.
        }
        socket.Dispose();
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
