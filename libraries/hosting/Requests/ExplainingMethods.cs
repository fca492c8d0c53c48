using System.Reflection;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Attune.Hosting.Requests;

/// <summary>Finds the methods of a generated service, as the provider of Grpc.AspNetCore does whose place it takes.</summary>
internal sealed class ExplainingMethods<TService> : IServiceMethodProvider<TService>
    where TService : class
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is not { } bind)
                continue;
            var bindMethod = bind.BindType.GetMethod(
                bind.BindMethodName, BindingFlags.Public | BindingFlags.Static, [typeof(ServiceBinderBase), type])
                ?? throw new InvalidOperationException($"{bind.BindType} has no {bind.BindMethodName}.");
            bindMethod.Invoke(null, [new ExplainingBinder<TService>(context, type), null]);
            return;
        }

        throw new InvalidOperationException($"{typeof(TService)} derives from no generated service.");
    }
}
