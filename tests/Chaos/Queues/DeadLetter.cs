using System.Text;
using Attune.Bench.Harness.Backfills;
using RabbitMQ.Client;

namespace Attune.Chaos.Queues;

/// <summary>A message in the dead-letter queue.</summary>
/// <param name="Reason">Attune's own words, or where the broker has buried it the broker's.</param>
internal sealed record DeadLetter(string Body, string Reason)
{
    private const string OwnReason = "attune-reason", BrokersReason = "x-first-death-reason";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>All of them, once there are so many, or after a while; they stay where they are.</summary>
    public static async Task<DeadLetter[]> ReadAsync(BackfillSystem system, long expected, CancellationToken cancellationToken)
    {
        var queue = $"{system.Queue}.dead";
        await QueueDepth.FillAsync(system, queue, expected, Patience, cancellationToken);
        await using var connection = await new ConnectionFactory { Uri = new Uri(system.Setup.RabbitMq) }.CreateConnectionAsync("chaos", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var letters = new List<DeadLetter>();
        // What was taken and not acknowledged goes back with the channel.
        while (await channel.BasicGetAsync(queue, autoAck: false, cancellationToken) is { } message)
        {
            letters.Add(new(Encoding.UTF8.GetString(message.Body.Span), Text(message.BasicProperties, OwnReason) ?? Text(message.BasicProperties, BrokersReason) ?? ""));
        }

        return [.. letters];
    }

    private static string? Text(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers?.TryGetValue(header, out var value) == true && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null;
}
