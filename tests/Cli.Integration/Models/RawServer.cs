using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Attune.Cli.Integration.Models;

/// <summary>Answers every connection with the same bytes and closes it, as servers of HTTP/1.0 end their bodies.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _answering;

    public RawServer(string headers, byte[] body)
    {
        _listener.Start();
        _answering = AnswerAsync([.. Encoding.ASCII.GetBytes(headers), .. body]);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AnswerAsync(byte[] answer)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            var request = new StringBuilder();
            var buffer = new byte[1024];
            while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var read) request.Append(Encoding.ASCII.GetString(buffer, 0, read));
            await stream.WriteAsync(answer);
        }
    }
}
