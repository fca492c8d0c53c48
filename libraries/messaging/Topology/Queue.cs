using System.Text.RegularExpressions;

namespace Attune.Messaging;

/// <summary>
/// A queue, declared by whoever publishes or consumes first: durable, replicated (a quorum queue), with a queue
/// <c>&lt;name&gt;.dead</c> for what could not be handled. Publisher and consumer must agree on all properties: keep one constant.
/// </summary>
public sealed partial record Queue
{
    private readonly int _deliveryLimit = 20;

    /// <param name="name">Its name behind the prefix: 1 to 100 of a-z, 0-9, '-' and '.', such as <c>backfill.batches</c>.</param>
    public Queue(string name) => Name = NamePattern().IsMatch(name ?? "")
        ? name!
        : throw new ArgumentException(
            $"'{name}' is no name for a queue: use 1 to 100 of a-z, 0-9, '-' and '.', a letter first.", nameof(name));

    /// <summary>Its name, without the prefix.</summary>
    public string Name { get; }

    /// <summary>
    /// How often a message is delivered before it goes to the dead-letter queue: by the consumer, with the reason, when its handler
    /// keeps failing; by the broker when its consumers keep dying. At least 1.
    /// </summary>
    public int DeliveryLimit
    {
        get => _deliveryLimit;
        init => _deliveryLimit = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The delivery limit is at least 1.");
    }

    /// <summary>
    /// The events that it gets besides what is sent to it; <see langword="null"/> for none. Each service that wants a topic has a queue of
    /// its own.
    /// </summary>
    public Topic? Topic { get; init; }

    [GeneratedRegex("^[a-z][a-z0-9.-]{0,99}$")]
    private static partial Regex NamePattern();
}
