using Grpc.Net.Client;

namespace Attune.Hosting.TestHost;

/// <summary>A server with the <see cref="ShapesHandler"/> in the test's own process, on a port of the system's choice.</summary>
public sealed class InProcessServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InProcessServer(WebApplication app)
    {
        _app = app;
        Channel = GrpcChannels.Create(Address);
    }

    /// <summary><c>http://127.0.0.1:port</c>.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>What reaches the service.</summary>
    public ShapesProbe Probe => _app.Services.GetRequiredService<ShapesProbe>();

    /// <summary>A channel to the server.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>A client of the service.</summary>
    public V1.ShapesService.ShapesServiceClient Client => new(Channel);

    /// <summary>The server's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a server; settings are <c>--Section:Key=value</c>.</summary>
    public static async Task<InProcessServer> StartAsync(Action<WebApplicationBuilder>? configure = null, params string[] settings)
    {
        var builder = AttuneHost.CreateBuilder(["--Server:Port=0", "--Server:Address=127.0.0.1", "--Server:ReadinessInterval=00:00:00.050", .. settings], "matching");
        builder.Services.AddSingleton<ShapesProbe>();
        configure?.Invoke(builder);
        var app = builder.Build();
        AttuneHost.Map(app, mapped => mapped.MapGrpcService<ShapesHandler>());
        await app.StartAsync(CancellationToken.None);
        return new InProcessServer(app);
    }

    /// <summary>Stops as on SIGTERM.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.DisposeAsync();
    }
}
