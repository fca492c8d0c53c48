using System.Diagnostics;
using RabbitMQ.Client;

namespace Attune.Messaging;

internal sealed class MessagePublisher(ConfirmedSender sender, QueueTopology topology, TimeProvider time) : IMessagePublisher
{
    public Task PublishAsync<T>(Queue queue, T message, CancellationToken cancellationToken, string? messageId = null)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return PublishAsync(topology.To(queue), message, messageId, cancellationToken);
    }

    public Task PublishAsync<T>(Topic topic, T message, CancellationToken cancellationToken, string? messageId = null)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return PublishAsync(topology.To(topic), message, messageId, cancellationToken);
    }

    private async Task PublishAsync<T>(Destination destination, T message, string? messageId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var activity = MessagingTelemetry.Start("publish", destination.Name, ActivityKind.Producer);
        var properties = Properties(MessageContract.Of(typeof(T)), messageId);
        TraceHeaders.Inject(activity ?? Activity.Current, properties.Headers!);
        activity?.SetTag("messaging.message.id", properties.MessageId);
        await sender.SendAsync(destination, properties, MessageJson.Write(message), cancellationToken);
    }

    private BasicProperties Properties(MessageContract contract, string? messageId)
    {
        var now = time.GetUtcNow();
        return new()
        {
            MessageId = messageId ?? Guid.CreateVersion7(now).ToString(),
            Timestamp = new AmqpTimestamp(now.ToUnixTimeSeconds()),
            ContentType = "application/json",
            Persistent = true,
            Headers = new Dictionary<string, object?> { [MessageHeaders.Type] = contract.Name,
                [MessageHeaders.Version] = contract.Version },
        };
    }
}
