using System.Runtime.CompilerServices;
using Attune.Hosting.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace Attune.Hosting.Requests;

/// <summary>
/// Reads requests, and tells what is wrong with those that cannot be read. Of a call with one request that is kept until the call is
/// inside all interceptors, which then count and answer it as any other; a stream of requests fails where it is read, which is inside
/// of them.
/// </summary>
internal static class RequestMarshaller
{
    private static readonly ConditionalWeakTable<object, IReadOnlyList<FieldViolation>> Refused = [];

    /// <summary>The method with such a reader.</summary>
    public static Method<TRequest, TResponse> Explaining<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        if (Activator.CreateInstance<TRequest>() is not IMessage { Descriptor: var message })
            return method;
        var requests = method.RequestMarshaller;
        var explaining = Marshallers.Create(requests.ContextualSerializer, bytes =>
        {
            try
            {
                return requests.ContextualDeserializer(bytes);
            }
            catch (InvalidProtocolBufferException)
            {
                var violations = RequestBytes.Explain(bytes.PayloadAsReadOnlySequence(), message);
                if (method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming)
                    throw new InvalidRequestException(violations);
                var unread = Activator.CreateInstance<TRequest>();
                Refused.Add(unread, violations);
                return unread;
            }
        });
        return new(method.Type, method.ServiceName, method.Name, explaining, method.ResponseMarshaller);
    }

    /// <exception cref="InvalidRequestException">It could not be read, and is empty.</exception>
    public static void ThrowIfRefused(object request)
    {
        if (Refused.TryGetValue(request, out var violations))
            throw new InvalidRequestException(violations);
    }
}
