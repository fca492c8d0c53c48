using System.Net;
using Attune.Contracts.Embedding.V1;
using Grpc.Core;

namespace Attune.Embedding.Integration.Embeddings;

/// <summary>What no generated client would send.</summary>
[Collection(nameof(ServingCollection))]
public sealed class MalformedTests(ServingFixture serving)
{
    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused_and_their_text_is_named()
    {
        // texts = "song", "caf\xE9", input_type = DOCUMENT.
        var (status, message, answer) = await CallAsync([0x0A, 0x04, .. "song"u8, 0x0A, 0x04, .. "caf"u8, 0xE9, 0x10, 0x02]);
        Assert.Equal((StatusCode.InvalidArgument, "texts[1]: is not UTF-8: byte 3 is 0xE9, which begins no character there; send text in UTF-8"), (status, message));
        Assert.Empty(answer);
    }

    [Fact]
    public async Task Replacement_characters_that_were_sent_are_text()
    {
        var (status, _, answer) = await CallAsync([0x0A, 0x08, .. "song "u8, 0xEF, 0xBF, 0xBD, 0x10, 0x02]);
        Assert.Equal(StatusCode.OK, status);
        var sent = await serving.Service.Client.EmbedAsync(Samples.Request("song \uFFFD"));
        Assert.Equal(sent.Embeddings, EmbedResponse.Parser.ParseFrom(answer.AsSpan(5).ToArray()).Embeddings);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x7F, 0x61 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF })]
    public async Task A_message_that_is_none_is_refused_and_nothing_of_the_inside_is_told(byte[] bytes)
    {
        var (status, message, answer) = await CallAsync(bytes);
        Assert.NotEqual(StatusCode.OK, status);
        Assert.Empty(answer);
        Assert.NotEmpty(message);
        Assert.All(new[] { " at ", "Google.Protobuf", "Attune.", "/" }, x => Assert.DoesNotContain(x, message, StringComparison.Ordinal));
    }

    private async Task<(StatusCode Status, string Message, byte[] Answer)> CallAsync(byte[] message)
    {
        var length = BitConverter.GetBytes(message.Length);
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
        var answer = await response.Content.ReadAsByteArrayAsync();
        // Where there is no message at all, the status is among the headers.
        string Read(string name) => (response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values)) ? values.Single() : "";
        return ((StatusCode)int.Parse(Read("grpc-status")), Uri.UnescapeDataString(Read("grpc-message")), answer);
    }
}
