namespace Grpc.Core;

/// <summary>Handles a call with one request and a stream of responses, which ends when the task does.</summary>
public delegate Task ServerStreamingServerMethod<TRequest, TResponse>(
    TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context)
    where TRequest : class
    where TResponse : class;
