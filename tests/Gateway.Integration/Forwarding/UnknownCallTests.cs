using System.Net;
using System.Net.Http.Headers;
using Attune.Hosting.TestHost.V1;
using Grpc.Core;

namespace Attune.Gateway.Integration.Forwarding;

public sealed class UnknownCallTests(ForwardingFixture fixture) : IClassFixture<ForwardingFixture>
{
    private readonly GatewayProcess _gateway = fixture.Gateway;


    [Theory]
    [InlineData("attune.unknown.v1.Service", "Call")]
    [InlineData("attune.matching.v2.ShapesService", "Unary")]
    [InlineData("grpc.health.v1.Health", "Nothing")]
    public async Task An_unknown_call_is_unimplemented_and_told_what_there_is(string service, string method)
    {
        var definition = new Method<UnaryRequest, UnaryResponse>(MethodType.Unary, service, method, Marshal(UnaryRequest.Parser), Marshal(UnaryResponse.Parser));
        var call = _gateway.Channel.CreateCallInvoker().AsyncUnaryCall(definition, host: null, default, new UnaryRequest());

        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

        Assert.Equal(StatusCode.Unimplemented, exception.StatusCode);
        Assert.Equal($"{service}/{method} is not served here. The gateway serves the packages attune.embedding.v1, attune.matching.v1, attune.training.v1.", exception.Status.Detail);
    }

    [Fact]
    public async Task Whoever_does_not_speak_gRPC_gets_404_and_is_told_so()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{_gateway.Channel.Target}/nothing") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Content = new StringContent("{}", MediaTypeHeaderValue.Parse("application/json"));

        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.StartsWith("This port speaks gRPC.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Marshaller<T> Marshal<T>(Google.Protobuf.MessageParser<T> parser) where T : Google.Protobuf.IMessage<T> =>
        new(message => Google.Protobuf.MessageExtensions.ToByteArray(message), parser.ParseFrom);
}
