using System.Net.Sockets;
using Attune.Hosting;
using Attune.Matching.Models.Calls;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Integration;

/// <summary>A client of the real embedding service over a line that counts the calls, can hold them back, and can break.</summary>
internal sealed class TestLine : DelegatingHandler
{
    private readonly GrpcChannel _channel;
    private volatile TaskCompletionSource _open = Opened();
    private int _calls, _left = int.MaxValue;

    public TestLine(string address) : base(new SocketsHttpHandler())
    {
        Options = Microsoft.Extensions.Options.Options.Create(new EmbeddingOptions { Address = address });
        // Without the retries of GrpcChannels: a broken line is to be seen at once.
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = this, MaxReceiveMessageSize = GrpcChannels.MaxMessageSize });
        Client = new EmbeddingClient(new(_channel), Options, TimeProvider.System);
    }

    public EmbeddingClient Client { get; }

    /// <summary>Another way over the same line.</summary>
    public EmbeddingStream Stream() => new(new(_channel), Options, TimeProvider.System);

    public IOptions<EmbeddingOptions> Options { get; }

    /// <summary>That came as far as the line, broken or not.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Lets so many more calls through.</summary>
    public void BreakAfter(int calls) => Volatile.Write(ref _left, calls);

    public void Mend() => Volatile.Write(ref _left, int.MaxValue);

    /// <summary>Keeps every call on the way until <see cref="Release"/>.</summary>
    public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.TrySetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        if (Interlocked.Decrement(ref _left) < 0) throw new HttpRequestException(HttpRequestError.ConnectionError, "The line is broken.", new SocketException((int)SocketError.ConnectionRefused));
        await _open.Task.WaitAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _channel.Dispose();
        base.Dispose(disposing);
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
