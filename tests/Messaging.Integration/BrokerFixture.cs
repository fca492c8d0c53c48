using Attune.Testing;

namespace Attune.Messaging.Integration;

/// <summary>Every test class has a prefix of its own on the shared broker; the classes run side by side.</summary>
public abstract class BrokerFixture : IAsyncLifetime
{
    protected TestRabbitMq Broker { get; } = new();

    public Task InitializeAsync() => Broker.InitializeAsync();

    public virtual Task DisposeAsync() => Broker.DisposeAsync();

    /// <summary>A queue that is deleted at the end of the test.</summary>
    protected Queue Declare(int deliveryLimit = 20, string name = "notes")
    {
        Broker.QueueName(name);
        return new Queue(name) { DeliveryLimit = deliveryLimit };
    }

    protected string NameOf(Queue queue) => Broker.QueueName(queue.Name);

    protected string DeadNameOf(Queue queue) => Broker.DeadQueueName(queue.Name);

    /// <summary>Retries without the waits of production.</summary>
    protected static void Impatient(ConsumerOptions options) => (options.RetryDelay, options.MaxRetryDelay) = (TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20));
}
