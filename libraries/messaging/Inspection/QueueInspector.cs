using Attune.Hosting.Errors;
using RabbitMQ.Client;

namespace Attune.Messaging;

internal sealed class QueueInspector(PublishingConnection broker, QueueTopology topology, ConfirmedSender sender, TimeProvider time)
    : IQueueInspector
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<long> CountAsync(Queue queue, CancellationToken cancellationToken) => OnChannelAsync(
        queue, async channel => (long)await channel.MessageCountAsync(topology.NameOf(queue), cancellationToken), cancellationToken);

    public Task<long> CountDeadAsync(Queue queue, CancellationToken cancellationToken) => OnChannelAsync(
        queue, async channel => (long)await channel.MessageCountAsync(topology.DeadNameOf(queue), cancellationToken), cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListDeadAsync(Queue queue, int most, CancellationToken cancellationToken) => OnChannelAsync(
        queue,
        async Task<IReadOnlyList<DeadLetter>> (channel) =>
        {
            var found = new List<DeadLetter>();
            // Nothing is acknowledged: closing the channel puts everything back.
            while (found.Count < most
                && await channel.BasicGetAsync(topology.DeadNameOf(queue), autoAck: false, cancellationToken) is { } result)
                found.Add(DeadLetterReader.Read(result));
            return found;
        },
        cancellationToken);

    public Task<int> RequeueDeadAsync(
        Queue queue, int most, Func<DeadLetter, CancellationToken, Task<bool>> chooseAsync,
        CancellationToken cancellationToken) => OnChannelAsync(
        queue,
        async channel =>
        {
            var sent = 0;
            // Not more than there are: one that is refused again at once must not go round.
            var there = Math.Min(most, await channel.MessageCountAsync(topology.DeadNameOf(queue), cancellationToken));
            for (var seen = 0; seen < there
                && await channel.BasicGetAsync(topology.DeadNameOf(queue), autoAck: false, cancellationToken) is { } result; seen++)
            {
                if (!await chooseAsync(DeadLetterReader.Read(result), cancellationToken)) continue;
                await sender.SendAsync(topology.To(queue), Revived(result.BasicProperties), result.Body.ToArray(), cancellationToken);
                await channel.BasicAckAsync(result.DeliveryTag, multiple: false, cancellationToken);
                sent++;
            }
            return sent;
        },
        cancellationToken);

    // As it was before it died.
    private static BasicProperties Revived(IReadOnlyBasicProperties properties) => new(properties)
    {
        Persistent = true,
        Headers = (properties.Headers ?? new Dictionary<string, object?>())
            .Where(header => !header.Key.StartsWith("attune-", StringComparison.Ordinal)
            && !header.Key.StartsWith("x-", StringComparison.Ordinal))
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.Ordinal),
    };

    private async Task<T> OnChannelAsync<T>(Queue queue, Func<IChannel, Task<T>> workAsync, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            var live = await broker.GetAsync(either.Token);
            await live.DeclareAsync(queue, topology, cancellationToken);
            await using var channel = await live.OpenChannelAsync(cancellationToken);
            return await workAsync(channel);
        }
        catch (Exception exception) when (BrokerFailure.IsOne(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new DependencyUnavailableException(
                $"RabbitMQ at {broker.Server} is of no use: {broker.Problem ?? BrokerFailure.Reason(exception)}", exception);
        }
    }
}
