using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace Attune.Hosting;

/// <summary>Channels to other services, all set up alike.</summary>
public static class GrpcChannels
{
    /// <summary>Largest message in either direction, in bytes.</summary>
    public const int MaxMessageSize = 64 * 1024 * 1024;

    /// <summary>
    /// A channel that connects within 5 s or fails, notices a dead peer by pings within 50 s, opens more connections when
    /// one is full, and tries again up to 4 times in all, with growing pauses, when the server answers UNAVAILABLE.
    /// A stream is tried again only while nothing of the answer has arrived. Dispose it with the process; it is thread-safe.
    /// </summary>
    /// <param name="address"><c>http://host:port</c> (cleartext HTTP/2) or <c>https://…</c>.</param>
    /// <param name="untried">
    /// Methods that are not tried again: streams in both directions whose caller opens them anew by itself. A second attempt may begin
    /// while a write fails over the first, and whoever writes no more then reads for ever.
    /// </param>
    /// <exception cref="ArgumentException">The address is not an absolute http or https URI.</exception>
    public static GrpcChannel Create(string address, params MethodName[] untried)
    {
        var options = new GrpcChannelOptions { HttpHandler = CreateHandler(), DisposeHttpClient = true };
        Configure(options, untried);
        return GrpcChannel.ForAddress(Parse(address), options);
    }

    /// <summary>
    /// Registers a client of another service over such a channel, which lives as long as the process. Inject it; it is thread-safe.
    /// </summary>
    /// <param name="services">Of the host being built.</param>
    /// <param name="address">As of <see cref="Create"/>; asked for when the client is first needed.</param>
    /// <param name="untried">As of <see cref="Create"/>.</param>
    public static IServiceCollection AddServiceClient<TClient>(
        this IServiceCollection services, Func<IServiceProvider, string> address, params MethodName[] untried)
        where TClient : ClientBase<TClient>
    {
        services.AddGrpcClient<TClient>((provider, client) => client.Address = Parse(address(provider)))
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .ConfigureChannel(options => Configure(options, untried))
            // gRPC says what it does itself.
            .RemoveAllLoggers();
        return services;
    }

    private static Uri Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : throw new ArgumentException($"'{address}' is not an address; write http://host:port or https://host:port.", nameof(address));

    private static void Configure(GrpcChannelOptions options, MethodName[] untried)
    {
        options.MaxReceiveMessageSize = MaxMessageSize;
        options.MaxSendMessageSize = MaxMessageSize;
        options.ServiceConfig = CreateServiceConfig(untried);
    }

    private static SocketsHttpHandler CreateHandler() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
        // Services talk to each other directly, whatever proxy the environment names for the outside.
        UseProxy = false,
    };

    private static ServiceConfig CreateServiceConfig(MethodName[] untried)
    {
        var always = new MethodConfig { Names = { MethodName.Default }, RetryPolicy = CreateRetryPolicy() };
        var config = new ServiceConfig { MethodConfigs = { always } };
        if (untried.Length == 0) return config;
        var once = new MethodConfig();
        foreach (var name in untried) once.Names.Add(name);
        config.MethodConfigs.Add(once);
        return config;
    }

    private static RetryPolicy CreateRetryPolicy() => new()
    {
        MaxAttempts = 4,
        InitialBackoff = TimeSpan.FromMilliseconds(200),
        MaxBackoff = TimeSpan.FromSeconds(3),
        BackoffMultiplier = 2.5,
        RetryableStatusCodes = { StatusCode.Unavailable },
    };
}
