using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>A message as it came, body copied out of the client's buffer.</summary>
internal sealed record Delivery(ulong Tag, IReadOnlyBasicProperties Properties, byte[] Body)
{
    /// <summary>1 for the first delivery.</summary>
    public int Attempt { get; } = 1 + (int)Math.Clamp(MessageHeaders.Number(Properties, MessageHeaders.DeliveryCount) ?? 0, 0, int.MaxValue - 1);
}
