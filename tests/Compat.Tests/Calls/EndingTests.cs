using Grpc.Core;

namespace Attune.Compat.Tests.Calls;

/// <summary>Calls that do not end well.</summary>
public sealed class EndingTests : EchoTests
{
    [Fact]
    public async Task A_thrown_status_arrives_with_its_detail_and_trailers()
    {
        var failure = await FailureOf(Client.Unary(EchoMethods.Fail, "throw").ResponseAsync);

        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Equal("Größe 384 ≠ 512", failure.Status.Detail);
        Assert.Equal("dims", failure.Trailers.GetValue("why"));
        Assert.Equal([1, 2, 255], failure.Trailers.GetValueBytes("details-bin"));
        Assert.Equal("Status(StatusCode=\"FailedPrecondition\", Detail=\"Größe 384 ≠ 512\")", failure.Message);
    }

    [Fact]
    public async Task A_status_set_on_the_context_arrives()
    {
        var failure = await FailureOf(Client.Unary(EchoMethods.Fail, "status").ResponseAsync);

        Assert.Equal((StatusCode.FailedPrecondition, "Größe 384 ≠ 512"), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task An_unforeseen_exception_becomes_unknown_and_stays_at_home()
    {
        var failure = await FailureOf(Client.Unary(EchoMethods.Fail, "").ResponseAsync);

        Assert.Equal(StatusCode.Unknown, failure.StatusCode);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_the_server_lacks_is_unimplemented()
    {
        var failure = await FailureOf(Client.Unary(EchoMethods.Unknown, "").ResponseAsync);

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        var options = new CallOptions(deadline: DateTime.UtcNow.AddMilliseconds(300));

        var failure = await FailureOf(Client.Unary(EchoMethods.Wait, "deadline", options).ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        await Server.Waiting.Cancelled("deadline");
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_call_on_both_sides()
    {
        using var cancellation = new CancellationTokenSource();
        var call = Client.Unary(EchoMethods.Wait, "token", new CallOptions(cancellationToken: cancellation.Token));
        await Server.Waiting.Started("token");

        await cancellation.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await FailureOf(call.ResponseAsync)).StatusCode);
        await Server.Waiting.Cancelled("token");
    }

    [Fact]
    public async Task A_disposed_call_is_cancelled_on_both_sides()
    {
        var call = Client.Unary(EchoMethods.Wait, "disposed");
        await Server.Waiting.Started("disposed");

        call.Dispose();

        Assert.Equal(StatusCode.Cancelled, (await FailureOf(call.ResponseAsync)).StatusCode);
        await Server.Waiting.Cancelled("disposed");
    }

    [Fact]
    public async Task A_stream_that_is_abandoned_ends_as_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var call = Client.Chat(new CallOptions(cancellationToken: cancellation.Token));
        await call.RequestStream.WriteAsync("one", cancellation.Token);
        Assert.True(await call.ResponseStream.MoveNext(cancellation.Token));

        await cancellation.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await FailureOf(call.ResponseStream.MoveNext(CancellationToken.None))).StatusCode);
    }
}
