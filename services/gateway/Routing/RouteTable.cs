using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Attune.Gateway.Routing;

/// <summary>The backends as YARP's routes and clusters.</summary>
internal static class RouteTable
{
    private const string Destination = "only";

    /// <summary>
    /// HTTP/2 on both sides, for gRPC ends in trailers; and no timeout, for a stream may rest as long as its caller lets it.
    /// </summary>
    private static readonly ForwarderRequestConfig Request = new()
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = Timeout.InfiniteTimeSpan,
        AllowResponseBuffering = false,
    };

    public static InMemoryConfigProvider Create(IReadOnlyList<Backend> backends) =>
        new([.. backends.Select(ToRoute)], [.. backends.Select(ToCluster)]);

    private static RouteConfig ToRoute(Backend backend) => new()
    {
        RouteId = backend.Name,
        ClusterId = backend.Name,
        Match = new RouteMatch { Path = $"/{backend.Package}.{{service}}/{{method}}", Methods = ["POST"] },
    };

    private static ClusterConfig ToCluster(Backend backend) => new()
    {
        ClusterId = backend.Name,
        HttpRequest = Request,
        Destinations = new Dictionary<string, DestinationConfig>(
            StringComparer.Ordinal) { [Destination] = new() { Address = backend.Address } },
    };
}
