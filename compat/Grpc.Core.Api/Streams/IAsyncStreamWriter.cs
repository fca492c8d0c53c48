namespace Grpc.Core;

/// <summary>Messages that leave one after another. One write at a time: await each before the next.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Applies to the writes that follow; null means the defaults.</summary>
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    /// <summary>Writers that can abandon a write override this; the others accept only a token that cannot fire.</summary>
    /// <exception cref="NotSupportedException">The token can fire and this writer cannot heed it.</exception>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This stream writer cannot cancel a write; call WriteAsync without a token.")
        : WriteAsync(message);
}
