using Attune.Hosting.Calls;
using Attune.Hosting.Configuration;
using Attune.Hosting.Logging;
using Attune.Hosting.Server;
using Attune.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attune.Hosting;

/// <summary>What every service of Attune has in common: its <c>Program.cs</c> adds only what is its own.</summary>
public static class AttuneHost
{
    /// <summary>
    /// A builder with a gRPC server (cleartext HTTP/2 on <c>Server:Port</c>), error mapping, health, reflection, telemetry,
    /// logging, validated options and graceful stop.
    /// </summary>
    /// <param name="args">The process's arguments: <c>migrate</c>, and <c>--Section:Key=value</c> settings.</param>
    /// <param name="service">Short lower-case name of the service: <c>matching</c>.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args, string service)
    {
        ArgumentNullException.ThrowIfNull(args);
        var identity = ServiceIdentity.Create(service);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = ServiceTelemetry.NameOf(service),
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Production,
        });
        builder.Configuration.AddAttuneSources(args);
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = provider.ValidateOnBuild = true);
        builder.Services.AddSingleton(identity);
        builder.Services.AddSingleton(HostCommand.Parse(args));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.AddConsoleLogs();
        builder.AddTelemetry(identity);
        builder.AddServer();
        builder.AddHealth();
        return builder;
    }

    /// <summary>
    /// Serves until the process is told to stop, or runs every <see cref="IMigrator"/> when the first argument is <c>migrate</c>.
    /// </summary>
    /// <param name="builder">From <see cref="CreateBuilder"/>.</param>
    /// <param name="map">Maps the service's own gRPC services.</param>
    /// <returns>The exit code: 0 done or stopped in good order, 1 failed, 2 the configuration is unusable.</returns>
    public static async Task<int> RunAsync(WebApplicationBuilder builder, Action<WebApplication> map)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(map);
        await using var app = builder.Build();
        return await new HostRun(app).RunAsync(map);
    }

    /// <summary>Checks the configuration and maps everything; the application is then ready to start.</summary>
    internal static void Map(WebApplication app, Action<WebApplication> map)
    {
        ConfigurationException.ThrowIfInvalid(app.Services);
        app.Listen();
        app.UseMiddleware<MissingMessageMiddleware>();
        app.MapServerServices();
        map(app);
        app.AnnounceServices();
    }
}
