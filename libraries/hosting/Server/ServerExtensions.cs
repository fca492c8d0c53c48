using System.Net;
using Attune.Hosting.Errors;
using Attune.Hosting.Health;
using Attune.Hosting.Reflection;
using Attune.Hosting.Requests;
using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attune.Hosting.Server;

internal static class ServerExtensions
{
    public static void AddServer(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddValidatedOptions<ServerOptions, ServerOptionsValidator>("Server");
        builder.WebHost.UseKestrelCore().ConfigureKestrel(KestrelSetup.Configure);
        services.AddSingleton<IConfigureOptions<GrpcServiceOptions>, GrpcSetup>();
        services.AddGrpc();
        services.RemoveAll(typeof(IServiceMethodProvider<>));
        services.AddSingleton(typeof(IServiceMethodProvider<>), typeof(ExplainingMethods<>));
        services.AddSingleton<ErrorMapper>();
        services.AddSingleton<ServerLifetime>();
        services.AddHostedService<ServerDrain>();
    }

    public static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HealthState>();
        builder.Services.AddHostedService<ReadinessMonitor>();
    }

    public static void AddReflection(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServiceCatalog>();
        builder.Services.AddSingleton<ReflectionAnswers>();
    }

    /// <summary>The address is set only now: the host creates the server before the options are validated.</summary>
    public static void Listen(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        app.Urls.Add($"http://{new IPEndPoint(IPAddress.Parse(options.Address), options.Port!.Value)}");
    }

    public static void MapServerServices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<HealthService>();
        endpoints.MapGrpcService<ReflectionService>();
        endpoints.MapGrpcService<ReflectionServiceV1Alpha>();
    }
}
