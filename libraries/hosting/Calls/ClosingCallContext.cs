using Grpc.Core;

namespace Attune.Hosting.Calls;

/// <summary>A call under a token that ends sooner than the call does; everything else is the call's own.</summary>
internal sealed class ClosingCallContext : ServerCallContext
{
    private readonly ServerCallContext _inner;
    private readonly CancellationToken _end;

    public ClosingCallContext(ServerCallContext inner, CancellationToken end)
    {
        (_inner, _end) = (inner, end);
        // Where Grpc.AspNetCore looks for it in a context that is not its own.
        inner.UserState["__HttpContext"] = inner.GetHttpContext();
    }

    protected override string MethodCore => _inner.Method;

    protected override string HostCore => _inner.Host;

    protected override string PeerCore => _inner.Peer;

    protected override DateTime DeadlineCore => _inner.Deadline;

    protected override Metadata RequestHeadersCore => _inner.RequestHeaders;

    protected override CancellationToken CancellationTokenCore => _end;

    protected override Metadata ResponseTrailersCore => _inner.ResponseTrailers;

    protected override Status StatusCore
    {
        get => _inner.Status;
        set => _inner.Status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => _inner.WriteOptions;
        set => _inner.WriteOptions = value;
    }

    protected override AuthContext AuthContextCore => _inner.AuthContext;

    protected override IDictionary<object, object> UserStateCore => _inner.UserState;

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        _inner.CreatePropagationToken(options);

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => _inner.WriteResponseHeadersAsync(responseHeaders);
}
