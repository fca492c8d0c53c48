using Attune.Bench.Harness.Backfills;
using RabbitMQ.Client;

namespace Attune.Chaos.Queues;

/// <summary>How many messages wait in a queue.</summary>
internal static class QueueDepth
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static async Task<long> CountAsync(BackfillSystem system, string queue, CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(system.Setup.RabbitMq) }.CreateConnectionAsync("chaos", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        return await channel.MessageCountAsync(queue, cancellationToken);
    }

    /// <summary>Waits until the queue is empty, for a while: repeated messages of finished batches have to be taken, too.</summary>
    /// <returns>What is left in it.</returns>
    public static Task<long> SettleAsync(BackfillSystem system, string queue, TimeSpan patience, CancellationToken cancellationToken) =>
        WaitAsync(system, queue, x => x == 0, patience, cancellationToken);

    /// <summary>Waits until the queue has so many, for a while: a message that somebody has in hand is in no queue.</summary>
    /// <returns>How many it has.</returns>
    public static Task<long> FillAsync(BackfillSystem system, string queue, long messages, TimeSpan patience, CancellationToken cancellationToken) =>
        WaitAsync(system, queue, x => x >= messages, patience, cancellationToken);

    private static async Task<long> WaitAsync(BackfillSystem system, string queue, Func<long, bool> isEnough, TimeSpan patience, CancellationToken cancellationToken)
    {
        var since = DateTime.UtcNow;
        while (true)
        {
            var left = await CountAsync(system, queue, cancellationToken);
            if (isEnough(left) || DateTime.UtcNow - since > patience)
                return left;
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
