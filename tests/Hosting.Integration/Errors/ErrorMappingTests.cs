using System.Text.RegularExpressions;
using Attune.Hosting.Errors;
using Attune.Hosting.TestHost;
using Attune.Hosting.TestHost.V1;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attune.Hosting.Integration.Errors;

public sealed class ErrorMappingTests : IAsyncLifetime
{
    private readonly RecordedLogs _logs = new();
    private InProcessServer _server = null!;

    public async Task InitializeAsync() => _server = await InProcessServer.StartAsync(builder => builder.Services.AddSingleton(_logs.CreateProvider()));

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task An_invalid_request_carries_every_violation()
    {
        var exception = await FailAsync("!invalid");

        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.Equal("texts[0]: is blank; model: is unknown; known: builtin", exception.Status.Detail);
        Assert.Equal([("texts[0]", "is blank"), ("model", "is unknown; known: builtin")], exception.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Select(v => (v.Field, v.Description)));
    }

    [Theory]
    [InlineData("!not-found", StatusCode.NotFound, "There is no playlist 'p1'.")]
    [InlineData("!precondition", StatusCode.FailedPrecondition, "The vectors have 384 dimensions, the column has 256.")]
    [InlineData("!overloaded", StatusCode.ResourceExhausted, "The queue is full.")]
    [InlineData("!expired", StatusCode.DeadlineExceeded, "The deadline passed in the queue.")]
    public async Task An_expected_error_leaves_with_its_code_and_message(string command, StatusCode code, string message)
    {
        var exception = await FailAsync(command);

        Assert.Equal((code, message), (exception.StatusCode, exception.Status.Detail));
        var details = exception.GetRpcStatus()!;
        Assert.Equal(((int)code, message), (details.Code, details.Message));
    }

    [Fact]
    public async Task An_overload_says_when_to_try_again()
    {
        var exception = await FailAsync("!overloaded");

        Assert.Equal(TimeSpan.FromMilliseconds(1500), exception.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan());
    }

    [Fact]
    public async Task A_missing_dependency_is_unavailable_and_its_cause_stays_in_the_log()
    {
        // Retried by the channel; every attempt gets the same answer.
        var exception = await FailAsync("!unavailable");

        Assert.Equal((StatusCode.Unavailable, "The model is loading."), (exception.StatusCode, exception.Status.Detail));
        AssertNothingLeaks(exception);
        Assert.Contains(_logs.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.EndsWith("(IOException: Password=hunter2)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_dependency_is_unavailable_and_says_when_to_try_again()
    {
        var exception = await FailAsync("!dependency-overloaded");

        Assert.Equal((StatusCode.Unavailable, "The embedding service has no room."), (exception.StatusCode, exception.Status.Detail));
        Assert.Equal(TimeSpan.FromMilliseconds(2500), exception.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan());
        AssertNothingLeaks(exception);
    }

    [Fact]
    public async Task A_database_that_is_away_is_unavailable_and_its_message_stays_in_the_log()
    {
        var exception = await FailAsync("!database-away");

        Assert.Equal(StatusCode.Unavailable, exception.StatusCode);
        Assert.EndsWith("does not answer. Nothing is half done; call again.", exception.Status.Detail, StringComparison.Ordinal);
        AssertNothingLeaks(exception);
        Assert.Contains(_logs.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_status_from_below_passes_through_with_its_trailers()
    {
        var exception = await FailAsync("!rpc");

        Assert.Equal((StatusCode.Aborted, "from below"), (exception.StatusCode, exception.Status.Detail));
        Assert.Equal("1", exception.Trailers.GetValue("below"));
    }

    [Fact]
    public async Task An_unforeseen_error_leaves_without_its_message_and_the_trace_id_leads_to_the_log()
    {
        var exception = await FailAsync("!unforeseen");

        Assert.Equal(StatusCode.Internal, exception.StatusCode);
        var trace = Regex.Match(exception.Status.Detail, "^Something failed inside matching \\(trace id (?<trace>[0-9a-f]{32})\\); the log has the details\\.$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.True(trace.Success, exception.Status.Detail);
        AssertNothingLeaks(exception);
        var entry = Assert.Single(_logs.Entries, entry => entry.Level == LogLevel.Error);
        Assert.Contains(trace.Groups["trace"].Value, entry.Message, StringComparison.Ordinal);
        Assert.Contains("hunter2", entry.Exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_that_the_caller_did_not_ask_for_is_no_cancelled_call()
    {
        var exception = await FailAsync("!own-timeout");

        Assert.Equal(StatusCode.Internal, exception.StatusCode);
    }

    [Fact]
    public async Task A_passed_deadline_is_answered_as_such_and_not_logged_as_an_error()
    {
        // The connection is made first, so that the deadline is left for the call.
        await _server.Client.UnaryAsync(new UnaryRequest { Text = "hello" });
        var call = _server.Client.UnaryAsync(new UnaryRequest { Text = "!wait" }, deadline: DateTime.UtcNow.AddSeconds(2));
        await ShapesProbe.NextAsync(_server.Probe.Waiting);

        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
        await ShapesProbe.NextAsync(_server.Probe.Cancelled);
        Assert.DoesNotContain(_logs.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_cancelled_call_reaches_the_handler_and_is_not_logged_as_an_error()
    {
        using var cancellation = new CancellationTokenSource();
        using var call = _server.Client.ServerStream(new ServerStreamRequest { Count = 1, Command = "!wait" }, cancellationToken: cancellation.Token);
        await ShapesProbe.NextAsync(_server.Probe.Waiting);

        await cancellation.CancelAsync();

        await ShapesProbe.NextAsync(_server.Probe.Cancelled);
        Assert.DoesNotContain(_logs.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_stream_that_fails_after_messages_still_carries_the_details()
    {
        using var call = _server.Client.ServerStream(new ServerStreamRequest { Count = 3, Command = "!invalid" });
        var received = 0;

        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None)) received++;
        });

        Assert.Equal(3, received);
        Assert.Equal(2, exception.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Count);
    }

    [Fact]
    public async Task A_client_stream_and_a_duplex_call_carry_the_details_too()
    {
        using var upload = _server.Client.ClientStream();
        await upload.RequestStream.WriteAsync(new ClientStreamRequest { Number = -1 });
        var uploadFailure = await Assert.ThrowsAsync<RpcException>(() => upload.ResponseAsync);
        using var duplex = _server.Client.Duplex();
        await duplex.RequestStream.WriteAsync(new DuplexRequest { Text = "!not-found" });
        var duplexFailure = await Assert.ThrowsAsync<RpcException>(() => duplex.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(2, uploadFailure.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Count);
        Assert.Equal((int)StatusCode.NotFound, duplexFailure.GetRpcStatus()!.Code);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused()
    {
        await using var strict = await InProcessServer.StartAsync(null, "--Server:MaxReceiveMessageSize=1000");

        var exception = await Assert.ThrowsAsync<RpcException>(() => strict.Client.UnaryAsync(new UnaryRequest { Text = new string('x', 1001) }).ResponseAsync);

        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
    }

    private async Task<RpcException> FailAsync(string command) =>
        await Assert.ThrowsAsync<RpcException>(() => _server.Client.UnaryAsync(new UnaryRequest { Text = command }).ResponseAsync);

    private static void AssertNothingLeaks(RpcException exception)
    {
        Assert.DoesNotContain("hunter2", exception.Status.Detail, StringComparison.Ordinal);
        foreach (var trailer in exception.Trailers)
        {
            var text = trailer.IsBinary ? System.Text.Encoding.UTF8.GetString(trailer.ValueBytes) : trailer.Value;
            Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        }
    }
}
