using Attune.Hosting.Errors;
using Attune.Hosting.TestHost;
using Attune.Hosting.TestHost.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Gateway.Integration.Forwarding;

/// <summary>Calls of every shape through the gateway to a real server.</summary>
public sealed class ForwardingTests(ForwardingFixture fixture) : IClassFixture<ForwardingFixture>
{
    private readonly InProcessServer _matching = fixture.Matching;
    private readonly GatewayProcess _gateway = fixture.Gateway;

    [Fact]
    public async Task A_unary_call_passes() =>
        Assert.Equal("hello", (await _gateway.Client.UnaryAsync(new UnaryRequest { Text = "hello" })).Text);

    [Fact]
    public async Task A_client_stream_of_10000_messages_passes()
    {
        using var call = _gateway.Client.ClientStream();
        var payload = ByteString.CopyFrom(new byte[2000]);
        for (var i = 1; i <= 10_000; i++) await call.RequestStream.WriteAsync(new ClientStreamRequest { Number = i, Payload = payload });
        await call.RequestStream.CompleteAsync();

        var response = await call.ResponseAsync;

        Assert.Equal((10_000, 50_005_000, 20_000_000), (response.Count, response.Sum, response.PayloadBytes));
    }

    [Fact]
    public async Task A_server_stream_of_10000_messages_passes_in_order()
    {
        using var call = _gateway.Client.ServerStream(new ServerStreamRequest { Count = 10_000 });
        var received = new List<int>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) received.Add(call.ResponseStream.Current.Index);

        Assert.Equal(Enumerable.Range(0, 10_000), received);
    }

    [Fact]
    public async Task A_duplex_call_is_answered_message_by_message()
    {
        using var call = _gateway.Client.Duplex();
        for (var i = 0; i < 100; i++)
        {
            // Each answer is awaited before the next question, which a buffering proxy would never deliver.
            await call.RequestStream.WriteAsync(new DuplexRequest { Text = $"{i}" });
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal($"{i}", call.ResponseStream.Current.Text);
        }
        await call.RequestStream.CompleteAsync();

        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task A_large_message_passes_both_ways()
    {
        var text = new string('x', 3_000_000);

        Assert.Equal(text, (await _gateway.Client.UnaryAsync(new UnaryRequest { Text = text })).Text);
    }

    [Theory]
    [InlineData("Unary", "text", 0x0A)]
    [InlineData("Duplex", "text", 0x0A)]
    [InlineData("ClientStream", "note", 0x1A)]
    [InlineData("ServerStream", "command", 0x12)]
    public async Task Bytes_that_are_not_utf8_come_to_the_backend_as_they_are_and_its_refusal_names_the_field(string method, string field, byte tag)
    {
        var (status, _, violations) = await RawCall.SendAsync($"http://{_gateway.Channel.Target}", method, [tag, 4, .. "caf"u8, 0xE9]);

        Assert.Equal(StatusCode.InvalidArgument, status);
        Assert.Equal([(field, "is not UTF-8: byte 3 is 0xE9, which begins no character there; send text in UTF-8")], violations);
    }

    [Fact]
    public async Task The_backends_status_and_details_pass_unchanged()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => _gateway.Client.UnaryAsync(new UnaryRequest { Text = "!invalid" }).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.Equal(2, exception.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Count);
        Assert.Empty(_gateway.Warnings);
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_end_of_a_client_stream_passes()
    {
        using var call = _gateway.Client.ClientStream();
        await call.RequestStream.WriteAsync(new ClientStreamRequest { Number = -1 });

        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
    }

    [Fact]
    public async Task A_deadline_reaches_the_backend_and_the_caller()
    {
        // The connections are made first, so that the deadline is left for the call.
        await _gateway.Client.UnaryAsync(new UnaryRequest { Text = "hello" });
        var call = _gateway.Client.UnaryAsync(new UnaryRequest { Text = "!wait" }, deadline: DateTime.UtcNow.AddSeconds(3));
        await ShapesProbe.NextAsync(_matching.Probe.Waiting);

        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        await ShapesProbe.NextAsync(_matching.Probe.Cancelled);
    }

    [Fact]
    public async Task A_cancellation_reaches_the_backend_and_is_no_warning()
    {
        using var cancellation = new CancellationTokenSource();
        using var stream = _gateway.Client.ServerStream(new ServerStreamRequest { Count = 3, Command = "!wait:stream" }, cancellationToken: cancellation.Token);
        var unary = _gateway.Client.UnaryAsync(new UnaryRequest { Text = "!wait:unary" }, cancellationToken: cancellation.Token);
        await ShapesProbe.NextAsync(_matching.Probe.Waiting);
        await ShapesProbe.NextAsync(_matching.Probe.Waiting);

        await cancellation.CancelAsync();

        var cancelled = new[] { await ShapesProbe.NextAsync(_matching.Probe.Cancelled), await ShapesProbe.NextAsync(_matching.Probe.Cancelled) };
        Assert.Equal(["!wait:stream", "!wait:unary"], cancelled.Order(StringComparer.Ordinal));
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => unary.ResponseAsync)).StatusCode);
        // A later call has passed through the gateway's log after whatever the cancelled ones wrote.
        await _gateway.Client.UnaryAsync(new UnaryRequest { Text = "hello" }, cancellationToken: CancellationToken.None);
        Assert.Empty(_gateway.Warnings);
    }

    [Fact]
    public async Task Many_calls_at_once_pass()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => _gateway.Client.UnaryAsync(new UnaryRequest { Text = $"{i}" }).ResponseAsync));

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), answers.Select(answer => answer.Text));
    }

    [Fact]
    public async Task Nothing_is_written_to_disk()
    {
        await _gateway.Client.UnaryAsync(new UnaryRequest { Text = "hello" });

        Assert.Empty(_gateway.FilesWritten);
    }
}
