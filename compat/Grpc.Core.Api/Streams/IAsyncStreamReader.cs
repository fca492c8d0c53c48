namespace Grpc.Core;

/// <summary>Messages that arrive one after another. One read at a time.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last <see cref="MoveNext"/> found.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false when the peer has sent its last one.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
