using System.Diagnostics;
using RabbitMQ.Client;

namespace Attune.Messaging;

internal sealed class MessagePublisher(ConfirmedSender sender, QueueTopology topology, TimeProvider time) : IMessagePublisher
{
    // The exchange without a name routes by queue name.
    private const string DefaultExchange = "";

    public async Task PublishAsync<T>(Queue queue, T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(message);
        using var activity = MessagingTelemetry.Start("publish", queue.Name, ActivityKind.Producer);
        var properties = Properties(MessageContract.Of(typeof(T)));
        TraceHeaders.Inject(activity ?? Activity.Current, properties.Headers!);
        activity?.SetTag("messaging.message.id", properties.MessageId);
        await sender.SendAsync(queue, DefaultExchange, topology.NameOf(queue), properties, MessageJson.Write(message), cancellationToken);
    }

    private BasicProperties Properties(MessageContract contract)
    {
        var now = time.GetUtcNow();
        return new()
        {
            MessageId = Guid.CreateVersion7(now).ToString(),
            Timestamp = new AmqpTimestamp(now.ToUnixTimeSeconds()),
            ContentType = "application/json",
            Persistent = true,
            Headers = new Dictionary<string, object?> { [MessageHeaders.Type] = contract.Name, [MessageHeaders.Version] = contract.Version },
        };
    }
}
