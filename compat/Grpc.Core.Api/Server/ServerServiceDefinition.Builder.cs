namespace Grpc.Core;

public partial class ServerServiceDefinition
{
    /// <summary>Collects the methods of a service.</summary>
    public class Builder
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private readonly List<Action<ServiceBinderBase>> _methods = [];

        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        public ServerServiceDefinition Build() => new([.. _methods]);

        private Builder Add(IMethod method, Action<ServiceBinderBase> add)
        {
            if (!_names.Add(method.FullName))
                throw new ArgumentException($"{method.FullName} was added before.", nameof(method));
            _methods.Add(add);
            return this;
        }
    }
}
