using MassTransit;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>Names what stands behind a <see cref="Queue"/> and tells MassTransit how to declare it.</summary>
internal sealed class QueueTopology(IOptions<MessagingOptions> options)
{
    private readonly string _prefix = options.Value.Prefix;

    /// <summary>One for all queues; the routing key is the queue that a message died in.</summary>
    public string DeadLetterExchange => $"{_prefix}.dead-letters";

    /// <summary>One for all topics; the routing key is the topic.</summary>
    public string EventExchange => $"{_prefix}.events";

    /// <summary>The queue, and the exchange before it.</summary>
    public string NameOf(Queue queue) => $"{_prefix}.{queue.Name}";

    public string DeadNameOf(Queue queue) => $"{NameOf(queue)}.dead";

    // An address that names the queue would have it declared with other arguments, before or after us.
    public Destination To(Queue queue) => new(queue.Name, new Uri($"exchange:{NameOf(queue)}"), NameOf(queue), queue);

    public Destination ToDead(Queue queue) => new(queue.Name, Direct(DeadLetterExchange), NameOf(queue), queue);

    public Destination To(Topic topic) => new(topic.Name, Direct(EventExchange), topic.Name, Queue: null);

    /// <summary>The queue with its exchange, its dead-letter queue, and its topic.</summary>
    public void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, Queue queue)
    {
        var name = NameOf(queue);
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", queue.DeliveryLimit);
        endpoint.SetQueueArgument("x-dead-letter-routing-key", name);
        // The default drops a dead letter that cannot be stored at once; this strategy needs the overflow behaviour below.
        endpoint.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        endpoint.SetQueueArgument("x-overflow", "reject-publish");
        endpoint.BindDeadLetterQueue(DeadLetterExchange, DeadNameOf(queue), dead =>
        {
            dead.ExchangeType = ExchangeType.Direct;
            dead.RoutingKey = name;
            dead.SetQuorumQueue();
            // Looking at dead letters delivers them; that must never lose one.
            dead.SetQueueArgument("x-delivery-limit", -1);
        });
        if (queue.Topic is not { } topic) return;
        endpoint.Bind(EventExchange, events =>
        {
            events.ExchangeType = ExchangeType.Direct;
            events.RoutingKey = topic.Name;
        });
    }

    private static Uri Direct(string exchange) => new($"exchange:{exchange}?type=direct");
}
