namespace Grpc.Core;

/// <summary>The client's messages; the stream ends when the client says so.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Tells the server that no more messages follow.</summary>
    Task CompleteAsync();
}
