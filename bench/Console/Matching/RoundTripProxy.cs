using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Attune.Bench.Matching;

/// <summary>
/// Stands between a service and PostgreSQL and counts round trips from outside: messages after which a client waits for the server to be ready, Sync and Query. The
/// one that cleans a connection is not among them: Npgsql sends it together with the next command. The connections must not be encrypted.
/// </summary>
internal sealed class RoundTripProxy : IAsyncDisposable
{
    private const int HeaderLength = 5, EncryptionRequest = 80877103, KerberosRequest = 80877104;

    private static readonly byte[] Cleaning = [.. "DISCARD ALL"u8];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private long _count;

    public RoundTripProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Round trips so far, of all connections.</summary>
    public long Count => Interlocked.Read(ref _count);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(_host, _port, _stop.Token);
            var back = far.GetStream().CopyToAsync(near.GetStream(), _stop.Token);
            await Task.WhenAny(ForwardAsync(near.GetStream(), far.GetStream()), back);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
        {
            // One of the ends is gone, and so is the connection.
        }
    }

    private async Task ForwardAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[1 << 16];
        await ForwardStartAsync(from, to, buffer);
        while (true)
        {
            await from.ReadExactlyAsync(buffer.AsMemory(0, HeaderLength), _stop.Token);
            int body = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(1)) - 4, read = Math.Min(body, Cleaning.Length);
            await from.ReadExactlyAsync(buffer.AsMemory(HeaderLength, read), _stop.Token);
            if ((char)buffer[0] is 'S' or 'Q' && !buffer.AsSpan(HeaderLength, read).SequenceEqual(Cleaning))
                Interlocked.Increment(ref _count);
            await to.WriteAsync(buffer.AsMemory(0, HeaderLength + read), _stop.Token);
            await ForwardBodyAsync(from, to, buffer, body - read);
        }
    }

    /// <summary>The messages before and including the one that starts a session have no type.</summary>
    private async Task ForwardStartAsync(NetworkStream from, NetworkStream to, byte[] buffer)
    {
        int code;
        do
        {
            await from.ReadExactlyAsync(buffer.AsMemory(0, 8), _stop.Token);
            code = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(4));
            await to.WriteAsync(buffer.AsMemory(0, 8), _stop.Token);
            await ForwardBodyAsync(from, to, buffer, BinaryPrimitives.ReadInt32BigEndian(buffer) - 8);
        }
        while (code is EncryptionRequest or KerberosRequest);
    }

    private async Task ForwardBodyAsync(NetworkStream from, NetworkStream to, byte[] buffer, int left)
    {
        while (left > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), _stop.Token);
            if (read == 0)
                throw new IOException("The client hung up.");
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            left -= read;
        }
    }
}
