using Attune.Hosting;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;

namespace Attune.Gateway.Routing;

internal static class RoutingExtensions
{
    /// <summary>Which package goes to which service, from the section <c>Gateway</c>.</summary>
    public static void AddRoutes(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<GatewayOptions, GatewayOptionsValidator>("Gateway");
        builder.Services.AddSingleton<IProxyConfigProvider>(
            services => RouteTable.Create(Backend.All(services.GetRequiredService<IOptions<GatewayOptions>>().Value)));
    }
}
