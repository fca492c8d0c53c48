using System.Reflection;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using static Attune.Hosting.Requests.RequestMarshaller;

namespace Attune.Hosting.Requests;

/// <summary>Adds the methods of a service to the server, each with a reader of requests that says what it cannot read.</summary>
/// <param name="context">Takes the methods.</param>
/// <param name="declaring">The generated class that the service derives from.</param>
internal sealed class ExplainingBinder<TService>(ServiceMethodProviderContext<TService> context, Type declaring) : ServiceBinderBase
    where TService : class
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (own, metadata) = Find<UnaryServerMethod<TService, TRequest, TResponse>>(method, typeof(TRequest), typeof(ServerCallContext));
        context.AddUnaryMethod(Explaining(method), metadata, (service, request, call) =>
        {
            ThrowIfRefused(request);
            return own(service, request, call);
        });
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (own, metadata) = Find<ServerStreamingServerMethod<TService, TRequest, TResponse>>(
            method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        context.AddServerStreamingMethod(Explaining(method), metadata, (service, request, responses, call) =>
        {
            ThrowIfRefused(request);
            return own(service, request, responses, call);
        });
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (own, metadata) = Find<ClientStreamingServerMethod<TService, TRequest, TResponse>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        context.AddClientStreamingMethod(Explaining(method), metadata, own);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (own, metadata) = Find<DuplexStreamingServerMethod<TService, TRequest, TResponse>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        context.AddDuplexStreamingMethod(Explaining(method), metadata, own);
    }

    /// <summary>The service's own method, and what its attributes tell the routing.</summary>
    private (TDelegate Own, List<object> Metadata) Find<TDelegate>(IMethod method, params Type[] parameters)
        where TDelegate : Delegate
    {
        var generated = declaring.GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"{declaring} has no method {method.Name}.");
        // By its origin: a method of the same name that hides the generated one is not it.
        var own = typeof(TService).GetMethods(BindingFlags.Public | BindingFlags.Instance).First(x => x.GetBaseDefinition() == generated);
        // Those of the method count for more, being the later ones.
        object[] attributes = [.. typeof(TService).GetCustomAttributes(inherit: true), .. own.GetCustomAttributes(inherit: true)];
        return (own.CreateDelegate<TDelegate>(), [.. attributes, new HttpMethodMetadata(["POST"], acceptCorsPreflight: true)]);
    }
}
