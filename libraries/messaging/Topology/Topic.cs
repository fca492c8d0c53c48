using System.Text.RegularExpressions;

namespace Attune.Messaging;

/// <summary>
/// Events of one kind. Every queue that subscribes (<see cref="Queue.Topic"/>) gets each of them, from the moment on when its service first
/// started; an event that nobody subscribes to is nobody's loss.
/// </summary>
public sealed partial record Topic
{
    /// <param name="name">1 to 100 of a-z, 0-9, '-' and '.', such as <c>tier-model-promoted</c>.</param>
    public Topic(string name) => Name = NamePattern().IsMatch(name ?? "")
        ? name!
        : throw new ArgumentException(
            $"'{name}' is no name for a topic: use 1 to 100 of a-z, 0-9, '-' and '.', a letter first.", nameof(name));

    /// <summary>Its name: the routing key of its events.</summary>
    public string Name { get; }

    [GeneratedRegex("^[a-z][a-z0-9.-]{0,99}$")]
    private static partial Regex NamePattern();
}
