using RabbitMQ.Client;

namespace Attune.Bench.Harness.Servers;

/// <summary>Queues of the bench's own on a broker; deleted at the end.</summary>
/// <param name="uri">Of the broker; that which ATTUNE_RABBITMQ names when not given.</param>
internal sealed class BenchBroker(string? uri = null) : IAsyncDisposable
{
    private static readonly string[] Queues = ["matching.backfill", "matching.changes", "training.retrain"];

    public string Uri { get; } = uri ?? BenchDatabase.Setting("ATTUNE_RABBITMQ");

    public string Prefix { get; } = $"bench-{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Uri) }.CreateConnectionAsync("bench", CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: CancellationToken.None);
        foreach (var queue in Queues)
        {
            await channel.QueueDeleteAsync($"{Prefix}.{queue}", ifUnused: false, ifEmpty: false, cancellationToken: CancellationToken.None);
            await channel.QueueDeleteAsync($"{Prefix}.{queue}.dead", ifUnused: false, ifEmpty: false, cancellationToken: CancellationToken.None);
        }

        await channel.ExchangeDeleteAsync($"{Prefix}.dead-letters", cancellationToken: CancellationToken.None);
    }
}
