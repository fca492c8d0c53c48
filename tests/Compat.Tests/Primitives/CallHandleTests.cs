using Grpc.Core;

namespace Attune.Compat.Tests.Primitives;

/// <summary>Call handles as a test double makes them: from plain values and functions.</summary>
public sealed class CallHandleTests
{
    [Fact]
    public async Task A_unary_call_can_be_made_by_hand()
    {
        var disposed = 0;
        var headers = new Metadata { { "h", "1" } };
        var trailers = new Metadata { { "t", "2" } };
        var call = new AsyncUnaryCall<string>(
            Task.FromResult("answer"), Task.FromResult(headers), () => Status.DefaultSuccess, () => trailers, () => disposed++);

        Assert.Equal("answer", await call);
        Assert.Equal("answer", await call.ConfigureAwait(false));
        Assert.Same(headers, await call.ResponseHeadersAsync);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Same(trailers, call.GetTrailers());
        call.Dispose();
        Assert.Equal(1, disposed);
    }

    [Fact]
    public async Task A_call_reaches_its_parts_through_its_state()
    {
        var state = new object();
        var seen = new List<object>();
        var call = new AsyncServerStreamingCall<string>(
            null!,
            given => Seen(given, Task.FromResult(Metadata.Empty)),
            given => Seen(given, Status.DefaultCancelled),
            given => Seen(given, Metadata.Empty),
            seen.Add,
            state);

        Assert.Same(Metadata.Empty, await call.ResponseHeadersAsync);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
        Assert.Same(Metadata.Empty, call.GetTrailers());
        call.Dispose();
        Assert.Equal([state, state, state, state], seen);

        T Seen<T>(object given, T result)
        {
            seen.Add(given);
            return result;
        }
    }
}
