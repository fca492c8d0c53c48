using System.Buffers;
using System.Text;
using Attune.Hosting.Requests;
using Attune.Hosting.TestHost;
using Attune.Hosting.TestHost.V1;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attune.Hosting.Integration.Requests;

public sealed class Utf8Tests : IAsyncLifetime
{
    private const string Problem = "is not UTF-8: byte 3 is 0xE9, which begins no character there; send text in UTF-8";

    private static readonly ByteString Latin1 = Bytes([.. "caf"u8, 0xE9]);

    private readonly RecordedLogs _logs = new();
    private InProcessServer _server = null!;

    public async Task InitializeAsync() => _server = await InProcessServer.StartAsync(builder => builder.Services.AddSingleton(_logs.CreateProvider()));

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task A_request_whose_bytes_are_not_utf8_is_refused_by_the_name_of_its_field_and_reaches_nobody()
    {
        var (status, message, violations) = await SendAsync("Unary", new RawRequest { Text = Latin1 });

        Assert.Equal((StatusCode.InvalidArgument, $"text: {Problem}"), (status, message));
        Assert.Equal([("text", Problem)], violations);
        Assert.Equal(0, _server.Probe.UnaryCalls);
        Assert.DoesNotContain(_logs.Entries, x => x.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Every_string_that_is_none_is_named_with_its_place_however_deep_it_is()
    {
        var good = Bytes("café ♪"u8);
        var (status, _, violations) = await SendAsync("Unary", new RawRequest
        {
            Text = good,
            Tags = { good, Latin1, good, Latin1 },
            Part = new RawPart { Name = good, Far = Latin1 },
            Parts = { new RawPart { Name = good }, new RawPart { Parts = { new RawPart { Name = good }, new RawPart { Name = Latin1 } } } },
            Labels = { new RawEntry { Key = good, Value = good }, new RawEntry { Key = Latin1, Value = Latin1 } },
            Word = Latin1,
        });

        Assert.Equal(StatusCode.InvalidArgument, status);
        string[] fields = ["tags[1]", "tags[3]", "part.far", "parts[1].parts[1].name", "labels[1].key", "labels[1].value", "word"];
        Assert.Equal(fields.Order(StringComparer.Ordinal), violations.Select(x => x.Field).Order(StringComparer.Ordinal));
        Assert.All(violations, x => Assert.Equal(Problem, x.Description));
    }

    [Theory]
    [InlineData(new byte[] { 0xC3 }, "byte 0 is 0xC3")]
    [InlineData(new byte[] { 0x61, 0xE2, 0x82 }, "byte 1 is 0xE2")]
    [InlineData(new byte[] { 0xC0, 0xAF }, "byte 0 is 0xC0")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "byte 0 is 0xED")]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 }, "byte 0 is 0xF4")]
    [InlineData(new byte[] { 0xE2, 0x99, 0xAA, 0x80 }, "byte 3 is 0x80")]
    public async Task Cut_overlong_and_impossible_characters_are_none(byte[] text, string problem)
    {
        var (status, message, _) = await SendAsync("Unary", new RawRequest { Text = Bytes(text) });
        Assert.Equal(StatusCode.InvalidArgument, status);
        Assert.StartsWith($"text: is not UTF-8: {problem},", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_meant_to_be_bytes_and_fields_that_nobody_knows_may_be_anything()
    {
        var (status, _, _) = await SendAsync("Unary", new RawRequest { Text = Bytes("日本語 \uFFFD \0 🎸"u8), Payload = Latin1, Unknown = Latin1 });
        Assert.Equal(StatusCode.OK, status);
    }

    [Fact]
    public async Task A_call_with_a_stream_of_answers_is_refused_alike()
    {
        // count = 1, command = "caf\xE9".
        var (status, _, violations) = await RawCall.SendAsync(_server.Address, "ServerStream", [0x08, 1, 0x12, 4, .. Latin1]);
        Assert.Equal(StatusCode.InvalidArgument, status);
        Assert.Equal([("command", Problem)], violations);
    }

    [Theory]
    [InlineData("ClientStream", "note", 0x1A)]
    [InlineData("Duplex", "text", 0x0A)]
    public async Task A_stream_of_requests_ends_at_the_one_that_is_none(string method, string field, byte tag)
    {
        byte[] good = [tag, 4, .. "song"u8], bad = [tag, 4, .. Latin1];
        Assert.Equal(StatusCode.OK, (await RawCall.SendAsync(_server.Address, method, good, good)).Status);
        var (status, _, violations) = await RawCall.SendAsync(_server.Address, method, good, bad, good);
        Assert.Equal(StatusCode.InvalidArgument, status);
        Assert.Equal([(field, Problem)], violations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Long_and_compressed_requests_are_read_to_their_end(bool compressed)
    {
        var large = new RawRequest { Tags = { Enumerable.Repeat(Bytes("日本語 "u8), 20_000) }, Word = Latin1 }.ToByteArray();
        var (status, _, violations) = await RawCall.SendAsync(_server.Address, "Unary", compressed, large);
        Assert.Equal(StatusCode.InvalidArgument, status);
        Assert.Equal([("word", Problem)], violations);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x7F, 0x61 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x0C })]
    public async Task Bytes_that_are_no_message_are_refused_and_nothing_of_the_inside_is_told_or_logged(byte[] bytes)
    {
        var (status, message, _) = await RawCall.SendAsync(_server.Address, "Unary", bytes);
        Assert.Equal((StatusCode.InvalidArgument, "The request is not a attune.matching.v1.UnaryRequest: its bytes are damaged, or of another message."), (status, message));
        Assert.DoesNotContain(_logs.Entries, x => x.Level >= LogLevel.Error);
    }

    [Fact]
    public void The_parser_refuses_exactly_the_requests_of_which_a_string_is_named() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[][]>(), texts =>
        {
            var raw = new RawRequest { Text = At(texts, 0), Tags = { texts.Select(x => Bytes(x)) }, Part = new RawPart { Far = At(texts, 1), Parts = { new RawPart { Name = At(texts, 2) } } }, Payload = At(texts, 3) };
            ByteString[] strings = [raw.Text, .. raw.Tags, raw.Part.Far, raw.Part.Parts[0].Name];
            var wrong = strings.Count(x => !System.Text.Unicode.Utf8.IsValid(x.Span));
            var bytes = raw.ToByteArray();
            if (wrong > 0)
                return Throws(bytes) && RequestBytes.Explain(new ReadOnlySequence<byte>(bytes), UnaryRequest.Descriptor).Count(x => x.Field.Length > 0) == wrong;
            return !Throws(bytes);
        }).QuickCheckThrowOnFailure();

    private static ByteString At(byte[][] texts, int index) => index < texts.Length ? Bytes(texts[index]) : ByteString.Empty;

    private static ByteString Bytes(params ReadOnlySpan<byte> bytes) => ByteString.CopyFrom(bytes);

    private static bool Throws(byte[] bytes)
    {
        try
        {
            UnaryRequest.Parser.ParseFrom(bytes);
            return false;
        }
        catch (InvalidProtocolBufferException)
        {
            return true;
        }
    }

    private Task<(StatusCode Status, string Message, (string Field, string Description)[] Violations)> SendAsync(string method, RawRequest request) =>
        RawCall.SendAsync(_server.Address, method, request.ToByteArray());
}
