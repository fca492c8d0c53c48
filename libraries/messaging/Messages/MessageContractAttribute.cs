namespace Attune.Messaging;

/// <summary>Gives a message a name and a version on the wire. Without it the name is the type's, and the version 1.</summary>
/// <param name="name">The name, such as <c>embedding-batch</c>; it outlives renamings of the type.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class MessageContractAttribute(string name) : Attribute
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>Goes up when a consumer of the version before could not understand the message.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The oldest version that this type still reads; 0 means <see cref="Version"/> only.</summary>
    public int OldestReadable { get; init; }
}
