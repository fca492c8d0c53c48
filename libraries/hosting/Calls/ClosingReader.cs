using Grpc.Core;

namespace Attune.Hosting.Calls;

/// <summary>Waits for the next message only until the given token is cancelled, whatever the caller's own says.</summary>
internal sealed class ClosingReader<T>(IAsyncStreamReader<T> inner, CancellationToken end) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end);
        return await inner.MoveNext(either.Token);
    }
}
