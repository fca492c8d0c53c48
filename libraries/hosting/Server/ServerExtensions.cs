using System.Net;
using Attune.Hosting.Errors;
using Attune.Hosting.Health;
using Attune.Hosting.Requests;
using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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
        services.AddGrpcReflection();
        services.AddSingleton<ErrorMapper>();
        services.AddSingleton<ServerLifetime>();
        services.AddHostedService<ServerDrain>();
    }

    public static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddGrpcHealthChecks(health =>
        {
            // HealthState says what the status is, and ClosingInterceptor when a stream ends.
            health.Services.Clear();
            health.UseHealthChecksCache = true;
            health.SuppressCompletionOnShutdown = true;
        });
        // ReadinessMonitor makes the rounds; the framework's own find nothing to check.
        builder.Services.Configure<HealthCheckPublisherOptions>(rounds => rounds.Predicate = _ => false);
        builder.Services.AddSingleton<IConfigureOptions<HealthCheckServiceOptions>, ReadinessRegistrations>();
        builder.Services.AddSingleton<HealthState>();
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<ReadinessMonitor>(
            services, services.GetRequiredService<IOptions<ServerOptions>>().Value.ReadinessInterval));
    }

    /// <summary>The address is set only now: the host creates the server before the options are validated.</summary>
    public static void Listen(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        app.Urls.Add($"http://{new IPEndPoint(IPAddress.Parse(options.Address), options.Port!.Value)}");
    }

    public static void MapServerServices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcHealthChecksService();
        endpoints.MapGrpcReflectionService();
    }

    /// <summary>From here on health knows every service that is mapped.</summary>
    public static void AnnounceServices(this WebApplication app)
    {
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints);
        var names = endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName);
        app.Services.GetRequiredService<HealthState>().Announce(names.OfType<string>());
    }
}
