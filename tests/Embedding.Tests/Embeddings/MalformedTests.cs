using System.Net;
using Grpc.Core;

namespace Attune.Embedding.Tests.Embeddings;

/// <summary>What no generated client would send.</summary>
[Collection(nameof(ServingCollection))]
public sealed class MalformedTests(ServingFixture serving)
{
    [Fact]
    public async Task A_string_that_is_not_utf8_is_refused_without_a_stack_trace()
    {
        // texts = "\xFF\xFE", input_type = QUERY.
        var (status, message) = await CallAsync([0x0A, 0x02, 0xFF, 0xFE, 0x10, 0x01]);
        Assert.Equal(StatusCode.InvalidArgument, status);
        AssertClean(message);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x7F, 0x61 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF })]
    public async Task A_message_that_is_none_is_refused_without_a_stack_trace(byte[] bytes)
    {
        var (status, message) = await CallAsync(bytes);
        Assert.Equal(StatusCode.InvalidArgument, status);
        AssertClean(message);
    }

    private static void AssertClean(string message)
    {
        Assert.DoesNotContain(" at ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", message, StringComparison.Ordinal);
        Assert.NotEmpty(message);
    }

    private async Task<(StatusCode Status, string Message)> CallAsync(byte[] message)
    {
        byte[] length = BitConverter.GetBytes(message.Length);
        Array.Reverse(length);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{serving.Service.Address}/attune.embedding.v1.EmbeddingService/Embed")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, .. length, .. message]),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        // Where there is no message at all, the status is among the headers.
        string Read(string name) => response.TrailingHeaders.TryGetValues(name, out var trailer) ? trailer.Single() : response.Headers.GetValues(name).Single();
        return ((StatusCode)int.Parse(Read("grpc-status")), Uri.UnescapeDataString(Read("grpc-message")));
    }
}
