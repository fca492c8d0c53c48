using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>
/// Moves a message to the dead-letter queue of its queue together with the reason, which the broker's own dead-lettering cannot
/// carry. The original is acknowledged only after the copy was confirmed.
/// </summary>
internal sealed class DeadLetters(ConfirmedSender sender, QueueTopology topology, TimeProvider time)
{
    /// <summary>Headers are meant for short texts; a frame holds them all.</summary>
    private const int LongestReason = 2000;

    public Task SendAsync(Queue queue, Delivery delivery, string reason, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, object?>(delivery.Properties.Headers ?? new Dictionary<string, object?>())
        {
            [MessageHeaders.Reason] = reason.Length > LongestReason ? string.Concat(reason.AsSpan(0, LongestReason), "…") : reason,
            [MessageHeaders.Queue] = queue.Name,
            [MessageHeaders.Attempts] = delivery.Attempt,
            [MessageHeaders.DiedAt] = time.GetUtcNow().ToString("O"),
        };
        headers.Remove(MessageHeaders.DeliveryCount);
        var properties = new BasicProperties(delivery.Properties) { Headers = headers, Persistent = true };
        return sender.SendAsync(topology.ToDead(queue), properties, delivery.Body, cancellationToken);
    }
}
