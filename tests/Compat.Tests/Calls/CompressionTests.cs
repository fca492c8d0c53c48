using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Attune.Compat.Tests.Calls;

public sealed class CompressionTests
{
    private const string RequestEncoding = "grpc-internal-encoding-request";

    private static readonly byte[] Message = new byte[100_000];

    [Theory]
    [InlineData("gzip", 0)]
    [InlineData("deflate", 1)]
    public async Task Messages_are_compressed_both_ways(string encoding, int provider)
    {
        var (onServer, onClient) = (CountingCompression.GzipAndDeflate(), CountingCompression.GzipAndDeflate());
        await using var server = await StartAsync(onServer, encoding);
        using var channel = server.Connect(new() { CompressionProviders = onClient });

        var answer = await new EchoClient(channel).Unary(
            EchoMethods.Mirror, Message, new CallOptions([new(RequestEncoding, encoding)]));

        Assert.Equal(Message, answer);
        Assert.Equal((1, 1), onClient[provider].Messages);
        Assert.Equal((1, 1), onServer[provider].Messages);
        Assert.Equal((0, 0), onServer[1 - provider].Messages);
    }

    [Fact]
    public async Task A_message_that_is_flagged_stays_plain()
    {
        var (onServer, onClient) = (CountingCompression.GzipAndDeflate(), CountingCompression.GzipAndDeflate());
        await using var server = await StartAsync(onServer, "gzip");
        using var channel = server.Connect(new() { CompressionProviders = onClient });

        var options = new CallOptions([new(RequestEncoding, "gzip"), new("plain-answer", "1")])
            .WithWriteOptions(new WriteOptions(WriteFlags.NoCompress));
        var answer = await new EchoClient(channel).Unary(EchoMethods.Mirror, Message, options);

        Assert.Equal(Message, answer);
        Assert.All(onClient.Concat(onServer), provider => Assert.Equal((0, 0), provider.Messages));
    }

    [Fact]
    public async Task An_encoding_that_the_server_lacks_is_unimplemented()
    {
        await using var server = await EchoServer.StartAsync();
        var unheardOf = new CountingCompression(new GzipCompressionProvider(CompressionLevel.Fastest), "unheard-of");
        using var channel = server.Connect(new() { CompressionProviders = [unheardOf] });

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await new EchoClient(channel).Unary(
            EchoMethods.Mirror, Message, new CallOptions([new(RequestEncoding, "unheard-of")])));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Assert.Equal((1, 0), unheardOf.Messages);
    }

    private static Task<EchoServer> StartAsync(CountingCompression[] providers, string encoding) =>
        EchoServer.StartAsync(options =>
        {
            options.CompressionProviders = [.. providers];
            options.ResponseCompressionAlgorithm = encoding;
        });
}
