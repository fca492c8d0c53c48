namespace Grpc.Core;

/// <summary>The server's answers; the stream ends when the handler returns.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
