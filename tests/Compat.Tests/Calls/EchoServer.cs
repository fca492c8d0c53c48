using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attune.Compat.Tests.Calls;

/// <summary>Kestrel on a free port, HTTP/2 in plain text, with a gRPC service.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoServer(WebApplication app) => _app = app;

    public WaitingCalls Waiting => _app.Services.GetRequiredService<WaitingCalls>();

    public Uri Address { get; private set; } = null!;

    public static async Task<EchoServer> StartAsync(
        Action<GrpcServiceOptions>? configure = null, Action<IEndpointRouteBuilder>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<WaitingCalls>();
        builder.Services.AddGrpc(options => configure?.Invoke(options));

        var server = new EchoServer(builder.Build());
        (map ?? (static routes => routes.MapGrpcService<EchoService>()))(server._app);
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    public GrpcChannel Connect(GrpcChannelOptions? options = null) => GrpcChannel.ForAddress(Address, options ?? new());

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
