using MassTransit;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>A message as it came.</summary>
internal sealed record Delivery(IReadOnlyBasicProperties Properties, byte[] Body)
{
    /// <summary>1 for the first delivery.</summary>
    public int Attempt { get;
    } = 1 + (int)Math.Clamp(MessageHeaders.Number(Properties, MessageHeaders.DeliveryCount) ?? 0, 0, int.MaxValue - 1);

    public static Delivery Of(ReceiveContext context) =>
        new(context.GetPayload<RabbitMqBasicConsumeContext>().Properties, context.Body.GetBytes());
}
