using System.Reflection;
using System.Runtime.CompilerServices;
using Attune.Hosting.Errors;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Attune.Hosting.Utf8;

/// <summary>
/// Adds the methods of a service to the server, each with a reader of requests that looks at their bytes first. Of a call with one request, what is found is kept until the
/// call is inside all interceptors, which then count and answer it as any other; a stream of requests fails where it is read.
/// </summary>
/// <param name="declaring">The generated class that the service derives from.</param>
internal sealed class CheckedBinder<TService>(ServiceMethodProviderContext<TService> context, Type declaring) : ServiceBinderBase
    where TService : class
{
    private static readonly ConditionalWeakTable<object, IReadOnlyList<FieldViolation>> Refused = [];

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (own, metadata) = Find<UnaryServerMethod<TService, TRequest, TResponse>>(method, typeof(TRequest), typeof(ServerCallContext));
        context.AddUnaryMethod(Checked(method, Refused.Add), metadata, (service, request, call) =>
        {
            ThrowIfRefused(request);
            return own(service, request, call);
        });
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (own, metadata) = Find<ServerStreamingServerMethod<TService, TRequest, TResponse>>(
            method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        context.AddServerStreamingMethod(Checked(method, Refused.Add), metadata, (service, request, responses, call) =>
        {
            ThrowIfRefused(request);
            return own(service, request, responses, call);
        });
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (own, metadata) = Find<ClientStreamingServerMethod<TService, TRequest, TResponse>>(method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        context.AddClientStreamingMethod(Checked(method, Throw), metadata, own);
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (own, metadata) = Find<DuplexStreamingServerMethod<TService, TRequest, TResponse>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        context.AddDuplexStreamingMethod(Checked(method, Throw), metadata, own);
    }

    private static void Throw(object request, IReadOnlyList<FieldViolation> violations) => throw new InvalidRequestException(violations);

    private static void ThrowIfRefused(object request)
    {
        if (Refused.TryGetValue(request, out var violations))
            throw new InvalidRequestException(violations);
    }

    private static Method<TRequest, TResponse> Checked<TRequest, TResponse>(Method<TRequest, TResponse> method, Action<object, IReadOnlyList<FieldViolation>> refuse)
        where TRequest : class
        where TResponse : class
    {
        if (Activator.CreateInstance<TRequest>() is not IMessage message || MessageStrings.Of(message.Descriptor) is not { IsEmpty: false } strings)
            return method;
        var requests = method.RequestMarshaller;
        var checking = Marshallers.Create(requests.ContextualSerializer, bytes =>
        {
            var violations = Utf8Check.Violations(bytes.PayloadAsReadOnlySequence(), strings);
            var request = requests.ContextualDeserializer(bytes);
            if (violations is not null)
                refuse(request, violations);
            return request;
        });
        return new(method.Type, method.ServiceName, method.Name, checking, method.ResponseMarshaller);
    }

    /// <summary>The service's own method, and what its attributes tell the routing.</summary>
    private (TDelegate Own, List<object> Metadata) Find<TDelegate>(IMethod method, params Type[] parameters)
        where TDelegate : Delegate
    {
        // A method of the same name that hides the generated one is not it.
        var own = declaring.GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters) is { } generated
            ? typeof(TService).GetMethods(BindingFlags.Public | BindingFlags.Instance).First(x => x.GetBaseDefinition() == generated.GetBaseDefinition())
            : throw new InvalidOperationException($"{declaring} has no method {method.Name}.");
        // Those of the method count for more, being the later ones.
        object[] attributes = [.. typeof(TService).GetCustomAttributes(inherit: true), .. own.GetCustomAttributes(inherit: true)];
        return (own.CreateDelegate<TDelegate>(), [.. attributes, new HttpMethodMetadata(["POST"], acceptCorsPreflight: true)]);
    }
}
