using System.ComponentModel;

namespace Grpc.Core;

/// <summary>The methods of one service with their handlers, ready to be bound to a server.</summary>
public partial class ServerServiceDefinition
{
    private readonly IReadOnlyList<Action<ServiceBinderBase>> _methods;

    private ServerServiceDefinition(IReadOnlyList<Action<ServiceBinderBase>> methods) => _methods = methods;

    public static Builder CreateBuilder() => new();

    /// <summary>For server libraries: gives the binder every method in the order in which they were added.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BindService(ServiceBinderBase serviceBinder)
    {
        ArgumentNullException.ThrowIfNull(serviceBinder);
        foreach (var add in _methods)
            add(serviceBinder);
    }
}
