using Grpc.Core;

namespace Attune.Compat.Tests.Calls;

public sealed class RoundTripTests : EchoTests
{
    [Fact]
    public async Task A_unary_call_brings_its_message_back()
    {
        using var call = Client.Say("Beyoncé – 美空ひばり");

        Assert.Equal("Beyoncé – 美空ひばり", await call);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public void A_blocking_call_brings_its_message_back() => Assert.Equal("hello", Client.SayBlocking("hello"));

    [Fact]
    public async Task A_message_of_three_megabytes_passes_whole()
    {
        var message = new byte[3_000_000];
        new Random(1).NextBytes(message);

        Assert.Equal(message, await Client.Unary(EchoMethods.Mirror, message));
    }

    [Fact]
    public async Task An_empty_message_passes() => Assert.Empty(await Client.Unary(EchoMethods.Mirror, []));

    [Fact]
    public async Task A_client_stream_is_answered_once_it_is_complete()
    {
        using var call = Client.Join();
        foreach (var word in (string[])["a", "b", "", "c"])
            await call.RequestStream.WriteAsync(word);
        await call.RequestStream.CompleteAsync();

        Assert.Equal("a+b++c", await call);
    }

    [Fact]
    public async Task A_server_stream_is_read_to_its_end_and_then_has_trailers()
    {
        using var call = Client.Repeat("500");

        var received = new List<string>();
        await foreach (var message in call.ResponseStream.ReadAllAsync())
            received.Add(message);

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), received);
        Assert.Equal("500", call.GetTrailers().GetValue("count"));
    }

    [Fact]
    public async Task A_duplex_call_answers_each_message_before_the_next()
    {
        using var call = Client.Chat();
        using var cancellation = new CancellationTokenSource();
        foreach (var word in (string[])["one", "two", "three"])
        {
            await call.RequestStream.WriteAsync(word, cancellation.Token);
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal($"{word}!", call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Text_and_binary_metadata_travel_both_ways()
    {
        byte[] bytes = [0, 1, 127, 128, 255];
        var headers = new Metadata { { "X-Text", "one two" }, { "x-data-bin", bytes } };

        using var call = Client.Say("", new CallOptions(headers));
        await call;

        var response = await call.ResponseHeadersAsync;
        Assert.Equal("one two", response.GetValue("x-text"));
        Assert.Equal(bytes, response.GetValueBytes("x-data-bin"));
        var trailers = call.GetTrailers();
        Assert.Equal("one two", trailers.GetValue("t-x-text"));
        Assert.Equal(bytes, trailers.GetValueBytes("t-x-data-bin"));
    }

    [Fact]
    public async Task A_key_that_the_server_repeats_arrives_as_often()
    {
        using var call = Client.Say("");
        await call;

        Assert.Equal(["1", "2"], call.GetTrailers().GetAll("t-twice").Select(entry => entry.Value));
    }

    [Fact]
    public async Task The_server_sees_method_host_peer_and_deadline()
    {
        using var without = Client.Say("");
        await without;
        using var with = Client.Say("", new CallOptions(deadline: DateTime.UtcNow.AddMinutes(1)));
        await with;

        var trailers = without.GetTrailers();
        Assert.Equal($"/{EchoMethods.Service}/Say", trailers.GetValue("t-method"));
        Assert.Equal(Server.Address.Authority, trailers.GetValue("t-host"));
        Assert.StartsWith("ipv4:127.0.0.1:", trailers.GetValue("t-peer"), StringComparison.Ordinal);
        Assert.Equal("False", trailers.GetValue("t-authenticated"));
        Assert.Equal("none", trailers.GetValue("t-deadline"));
        Assert.Equal("set", with.GetTrailers().GetValue("t-deadline"));
    }
}
