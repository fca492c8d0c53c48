using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Attune.Hosting.Reflection;

/// <summary>The gRPC services that this server has mapped, read from its endpoints once the server runs.</summary>
internal sealed class ServiceCatalog(EndpointDataSource endpoints)
{
    private readonly Lazy<SortedDictionary<string, ServiceDescriptor>> _services = new(() => Read(endpoints));

    /// <summary>Full names in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => _services.Value.Keys;

    public IReadOnlyCollection<ServiceDescriptor> Services => _services.Value.Values;

    public bool Contains(string service) => _services.Value.ContainsKey(service);

    private static SortedDictionary<string, ServiceDescriptor> Read(EndpointDataSource endpoints)
    {
        var services = new SortedDictionary<string, ServiceDescriptor>(StringComparer.Ordinal);
        foreach (var type in endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType).OfType<Type>().Distinct())
        {
            var descriptor = Describe(type);
            services.TryAdd(descriptor.FullName, descriptor);
        }
        return services;
    }

    /// <summary>Generated code names the class that holds the descriptor in an attribute of the service's base class.</summary>
    private static ServiceDescriptor Describe(Type service)
    {
        for (var type = service; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is not { } binding) continue;
            if (binding.BindType.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is ServiceDescriptor descriptor) return descriptor;
        }
        throw new InvalidOperationException($"{service} does not derive from a service that protoc generated.");
    }
}
