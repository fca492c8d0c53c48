using System.Reflection;

namespace Attune.Messaging;

/// <summary>What a type of message is called on the wire.</summary>
internal sealed record MessageContract(string Name, int Version, int OldestReadable)
{
    public static MessageContract Of(Type type)
    {
        var declared = type.GetCustomAttribute<MessageContractAttribute>();
        return declared is null
            ? new(type.Name, 1, 1)
            : new(declared.Name, declared.Version, declared.OldestReadable > 0 ? declared.OldestReadable : declared.Version);
    }

    /// <summary>Why a message with these headers cannot be read; <see langword="null"/> when it can.</summary>
    public string? Refuse(string? name, long? version)
    {
        if (name is null || version is null) return "The message has no headers 'type' and 'version'.";
        if (name != Name) return $"The message is of type '{name}'; this queue takes '{Name}'.";
        return version >= OldestReadable && version <= Version
            ? null
            : $"The message has version {version} of '{Name}'; this consumer reads " +
                $"{(OldestReadable == Version ? $"{Version}" : $"{OldestReadable} to {Version}")}.";
    }
}
