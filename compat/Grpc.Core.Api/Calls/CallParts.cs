namespace Grpc.Core;

/// <summary>What the client library supplies to every call handle: delegates over one state, so that a call allocates none.</summary>
internal readonly struct CallParts(
    Func<object, Task<Metadata>> headers,
    Func<object, Status> status,
    Func<object, Metadata> trailers,
    Action<object> dispose,
    object state)
{
    public CallParts(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(
            static state => ((Plain)state).Headers,
            static state => ((Plain)state).Status(),
            static state => ((Plain)state).Trailers(),
            static state => ((Plain)state).Dispose(),
            new Plain(headers, status, trailers, dispose))
    {
    }

    public Task<Metadata> Headers => headers(state);

    public Status Status => status(state);

    public Metadata Trailers => trailers(state);

    public void Dispose() => dispose(state);

    private sealed record Plain(Task<Metadata> Headers, Func<Status> Status, Func<Metadata> Trailers, Action Dispose);
}
