using System.Net;
using Attune.Hosting.TestHost;
using Attune.Hosting.TestHost.V1;
using Google.Protobuf;

namespace Attune.Hosting.Integration.Server;

public sealed class ServerTests
{
    [Fact]
    public async Task A_stream_may_carry_far_more_than_one_message_may()
    {
        await using var server = await InProcessServer.StartAsync(null, "--Server:MaxReceiveMessageSize=1048576");
        using var call = server.Client.ClientStream();
        var payload = ByteString.CopyFrom(new byte[1_000_000]);
        for (var i = 1; i <= 64; i++) await call.RequestStream.WriteAsync(new ClientStreamRequest { Number = i, Payload = payload });
        await call.RequestStream.CompleteAsync();

        var response = await call.ResponseAsync;

        Assert.Equal((64, 2080, 64_000_000), (response.Count, response.Sum, response.PayloadBytes));
    }

    [Fact]
    public async Task The_server_does_not_tell_what_it_is_made_of()
    {
        await using var server = await InProcessServer.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.False(response.Headers.Contains("server"));
    }
}
