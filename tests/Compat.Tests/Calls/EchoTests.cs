using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Compat.Tests.Calls;

/// <summary>A server and a channel to it for every test.</summary>
public abstract class EchoTests : IAsyncLifetime
{
    private EchoServer? _server;
    private GrpcChannel? _channel;

    internal EchoServer Server => _server!;

    internal EchoClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = await EchoServer.StartAsync();
        _channel = _server.Connect();
        Client = new EchoClient(_channel);
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    protected static Task<RpcException> FailureOf(Task call) => Assert.ThrowsAsync<RpcException>(() => call);
}
