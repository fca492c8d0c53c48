using System.Net;
using Attune.Gateway.Routing;

namespace Attune.Gateway.Unit.Routing;

public sealed class RouteTableTests
{
    [Fact]
    public void Every_backend_is_called_by_HTTP_2_only_and_never_timed_out()
    {
        var config = RouteTable.Create(Backend.All(new GatewayOptions { Embedding = new() { Address = "http://e:1" }, Matching = new() { Address = "http://m:2" }, Training = new() { Address = "http://t:3" } })).GetConfig();

        Assert.Equal(["http://e:1", "http://m:2", "http://t:3"], config.Clusters.Select(cluster => cluster.Destinations!.Values.Single().Address));
        Assert.All(config.Clusters, cluster =>
        {
            Assert.Equal((HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact), (cluster.HttpRequest!.Version, cluster.HttpRequest.VersionPolicy));
            Assert.Equal(Timeout.InfiniteTimeSpan, cluster.HttpRequest.ActivityTimeout);
        });
        Assert.Equal(
            ["/attune.embedding.v1.{service}/{method}", "/attune.matching.v1.{service}/{method}", "/attune.training.v1.{service}/{method}"],
            config.Routes.Select(route => route.Match.Path));
    }
}
