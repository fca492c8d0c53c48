using System.Collections.Concurrent;
using System.Text;
using RabbitMQ.Client;
using Xunit;

namespace Attune.Testing;

/// <summary>
/// The real broker with a prefix of its own, so that runs do not meet. Whatever was named through <see cref="QueueName"/> is
/// deleted at the end. Use it as a fixture or with <c>await using</c>.
/// </summary>
public sealed class TestRabbitMq : IAsyncLifetime, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> _queues = new();
    private IConnection? _connection;

    /// <summary>The broker.</summary>
    public string Uri { get; } = TestServers.RabbitMq;

    /// <summary>For <c>Messaging:Prefix</c>.</summary>
    public string Prefix { get; } = $"test-{Guid.NewGuid():N}";

    /// <summary>A connection of the test itself, beside those of the code under test.</summary>
    public IConnection Connection => _connection ?? throw new InvalidOperationException("Call InitializeAsync first.");

    /// <summary>A broker that is ready.</summary>
    public static async Task<TestRabbitMq> StartAsync()
    {
        var broker = new TestRabbitMq();
        await broker.InitializeAsync();
        return broker;
    }

    /// <summary>What the queue is called on the broker; it and its dead-letter queue are deleted at the end.</summary>
    public string QueueName(string queue)
    {
        var name = $"{Prefix}.{queue}";
        _queues[name] = true;
        return name;
    }

    /// <summary>What the dead-letter queue of a queue is called on the broker.</summary>
    public string DeadQueueName(string queue) => $"{QueueName(queue)}.dead";

    /// <summary>A queue of the test itself that gets a topic from now on, as another service's would.</summary>
    public async Task<string> SubscribeAsync(string topic)
    {
        var queue = QueueName($"test.{topic}");
        await using var channel = await Connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync($"{Prefix}.events", ExchangeType.Direct, durable: true);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync(queue, $"{Prefix}.events", topic);
        return queue;
    }

    /// <summary>Publishes what no publisher of ours would; fails when there is no such queue.</summary>
    public async Task PublishRawAsync(string queue, string body, Dictionary<string, object?>? headers = null)
    {
        await using var channel = await Connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties { MessageId = Guid.NewGuid().ToString(), Headers = headers };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    /// <inheritdoc/>
    public async Task InitializeAsync() => _connection = await new ConnectionFactory { Uri = new Uri(Uri) }.CreateConnectionAsync("tests");

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await using var connection = _connection;
        if (connection is null) return;
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in _queues.Keys)
        {
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
            await channel.QueueDeleteAsync($"{queue}.dead", ifUnused: false, ifEmpty: false);
        }
        await channel.ExchangeDeleteAsync($"{Prefix}.dead-letters");
        await channel.ExchangeDeleteAsync($"{Prefix}.events");
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}
