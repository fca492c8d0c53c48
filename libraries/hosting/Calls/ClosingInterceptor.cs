using Grpc.Core;
using Grpc.Core.Interceptors;
using V1 = Grpc.Reflection.V1;
using V1Alpha = Grpc.Reflection.V1Alpha;

namespace Attune.Hosting.Calls;

/// <summary>
/// Ends the streams of health and reflection, which have no end of their own, when the server closes: with UNAVAILABLE, after the last
/// status is sent. Left alone, they would hold up every stop for as long as it may take.
/// </summary>
internal sealed class ClosingInterceptor(ServerLifetime lifetime) : Interceptor
{
    private static readonly string[] Services =
        [Grpc.Health.V1.Health.Descriptor.FullName, V1.ServerReflection.Descriptor.FullName, V1Alpha.ServerReflection.Descriptor.FullName];

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!IsEndless(context))
        {
            await continuation(request, responseStream, context);
            return;
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.Closing);
        await continuation(request, responseStream, new ClosingCallContext(context, end.Token));
        if (!context.CancellationToken.IsCancellationRequested) lifetime.Closing.ThrowIfCancellationRequested();
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.Closing);
        await continuation(
            IsEndless(context) ? new ClosingReader<TRequest>(requestStream, end.Token) : requestStream, responseStream, context);
    }

    private static bool IsEndless(ServerCallContext context) =>
        Array.Exists(
            Services, service => context.Method.AsSpan(1).StartsWith(service, StringComparison.Ordinal)
                && context.Method[service.Length + 1] == '/');
}
