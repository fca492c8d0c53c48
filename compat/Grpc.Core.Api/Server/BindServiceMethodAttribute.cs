using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>Names the static method by which the base class of a service hands its methods to a <see cref="ServiceBinderBase"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class BindServiceMethodAttribute(
    [DynamicallyAccessedMembers(BindServiceMethodAttribute.BindMethods)] Type bindType,
    string bindMethodName) : Attribute
{
    private const DynamicallyAccessedMemberTypes BindMethods =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    [DynamicallyAccessedMembers(BindMethods)]
    public Type BindType { get; } = bindType;

    public string BindMethodName { get; } = bindMethodName;
}
