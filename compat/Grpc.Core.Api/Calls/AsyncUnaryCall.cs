using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>A call with one request and one response. Awaiting it awaits the response; disposing it cancels what is unfinished.</summary>
public sealed class AsyncUnaryCall<TResponse> : IDisposable
{
    private readonly CallParts _parts;

    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ResponseAsync = responseAsync;
        _parts = new CallParts(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        ResponseAsync = responseAsync;
        _parts = new CallParts(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    public Task<TResponse> ResponseAsync { get; }

    public Task<Metadata> ResponseHeadersAsync => _parts.Headers;

    /// <summary>Once the call has ended.</summary>
    public Status GetStatus() => _parts.Status;

    /// <summary>Once the call has ended.</summary>
    public Metadata GetTrailers() => _parts.Trailers;

    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);

    public void Dispose() => _parts.Dispose();
}
