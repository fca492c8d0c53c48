using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>Names and declares what stands behind a <see cref="Queue"/>.</summary>
internal sealed class QueueTopology(IOptions<MessagingOptions> options)
{
    private readonly string _prefix = options.Value.Prefix;

    /// <summary>One for all queues; the routing key is the queue that a message died in.</summary>
    public string DeadLetterExchange => $"{_prefix}.dead-letters";

    /// <summary>One for all topics; the routing key is the topic.</summary>
    public string EventExchange => $"{_prefix}.events";

    public string NameOf(Queue queue) => $"{_prefix}.{queue.Name}";

    public string DeadNameOf(Queue queue) => $"{NameOf(queue)}.dead";

    // The exchange without a name routes by queue name.
    public Destination To(Queue queue) => new(queue.Name, "", NameOf(queue), NameOf(queue), (channel, token) => DeclareAsync(channel, queue, token));

    public Destination ToDead(Queue queue) => To(queue) with { Exchange = DeadLetterExchange };

    public Destination To(Topic topic) => new(topic.Name, EventExchange, topic.Name, EventExchange, DeclareEventsAsync, MayBeNobody: true);

    public async Task DeclareAsync(IChannel channel, Queue queue, CancellationToken cancellationToken)
    {
        var name = NameOf(queue);
        await channel.ExchangeDeclareAsync(DeadLetterExchange, ExchangeType.Direct, durable: true, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(DeadNameOf(queue), durable: true, exclusive: false, autoDelete: false, Dead(), cancellationToken: cancellationToken);
        await channel.QueueBindAsync(DeadNameOf(queue), DeadLetterExchange, routingKey: name, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, Arguments(name, queue), cancellationToken: cancellationToken);
        if (queue.Topic is not { } topic) return;
        await DeclareEventsAsync(channel, cancellationToken);
        await channel.QueueBindAsync(name, EventExchange, routingKey: topic.Name, cancellationToken: cancellationToken);
    }

    private Task DeclareEventsAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(EventExchange, ExchangeType.Direct, durable: true, autoDelete: false, cancellationToken: cancellationToken);

    private static Dictionary<string, object?> Dead() => new()
    {
        ["x-queue-type"] = "quorum",
        // Looking at dead letters delivers them; that must never lose one.
        ["x-delivery-limit"] = -1,
    };

    private Dictionary<string, object?> Arguments(string name, Queue queue) => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = queue.DeliveryLimit,
        ["x-dead-letter-exchange"] = DeadLetterExchange,
        ["x-dead-letter-routing-key"] = name,
        // The default drops a dead letter that cannot be stored at once; this strategy needs the overflow behaviour below.
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };
}
