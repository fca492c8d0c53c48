using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Attune.Compat.Tests.Calls;

/// <summary>Leaves its name on every call: on the client in the header "x-order", on the server in the user state.</summary>
internal sealed class OrderInterceptor(string name) : Interceptor
{
    public const string Key = "order";

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, Named(context));

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, Named(context));

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        context.UserState[Key] = After(context.UserState.TryGetValue(Key, out var before) ? (string)before : null);
        return await continuation(request, context);
    }

    private ClientInterceptorContext<TRequest, TResponse> Named<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var headers = new Metadata { { "x-order", After(context.Options.Headers?.GetValue("x-order")) } };
        return new(context.Method, context.Host, context.Options.WithHeaders(headers));
    }

    private string After(string? before) => before is null ? name : $"{before},{name}";
}
