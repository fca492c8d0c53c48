using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.DataProtection;

namespace Attune.Gateway.Forwarding;

internal static class ForwardingExtensions
{
    /// <summary>YARP, with what gRPC and long streams need.</summary>
    public static void AddForwarding(this IHostApplicationBuilder builder)
    {
        builder.Services.AddReverseProxy().ConfigureHttpClient((_, handler) => Configure(handler));
        builder.Services.AddSingleton<BackendOutages>();
        // Unknown services are answered by MapUnknownCalls, which says what there is.
        builder.Services.Configure<GrpcServiceOptions>(grpc => grpc.IgnoreUnknownServices = true);
        // YARP brings data protection along for session affinity, which is not used: its keys need not outlive the process.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        // Left in place, the service that warms the keys up at start would still make some, in files.
        builder.Services.Remove(
            builder.Services.Single(
                service => service.ServiceType == typeof(IHostedService)
                    && service.ImplementationType?.Assembly == typeof(DataProtectionOptions).Assembly));
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // It warns at every caller who hangs up; real outages are logged by BackendOutages, once each.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.None);
    }

    /// <summary>Forwards the calls that the route table knows.</summary>
    public static void MapForwarding(this WebApplication app) => app.MapReverseProxy(proxy =>
    {
        proxy.UseMiddleware<GrpcFailureMiddleware>();
        proxy.UseLoadBalancing();
    });

    /// <summary>Answers UNIMPLEMENTED to every other call.</summary>
    public static void MapUnknownCalls(this WebApplication app) => app.MapFallback("{**path}", UnknownCall.Answer);

    private static void Configure(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = TimeSpan.FromSeconds(5);
        handler.EnableMultipleHttp2Connections = true;
        // With no timeout on streams, pings are what notices a backend that vanished without closing its connection.
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.UseProxy = false;
    }
}
