using Attune.Matching.Music.Catalog;
using Attune.Messaging;

namespace Attune.Matching.Music.Backfills;

/// <summary>
/// Changes of the catalogue that could not be followed: the message is damaged, or of a version that this one cannot read.
/// </summary>
internal sealed class DeadChanges(IQueueInspector queues)
{
    // Dead letters are few, or something is so wrong that the first of them say it.
    private const int Most = 1_000;

    public Task<IReadOnlyList<DeadLetter>> ListAsync(CancellationToken cancellationToken) =>
        queues.ListDeadAsync(ChangeQueue.Changes, Most, cancellationToken);

    /// <param name="messageIds">Which; empty for all.</param>
    /// <param name="cancellationToken">Stops between two.</param>
    /// <returns>How many were sent again.</returns>
    public Task<int> RequeueAsync(IReadOnlySet<string> messageIds, CancellationToken cancellationToken) => queues.RequeueDeadAsync(
        ChangeQueue.Changes, Most, (letter, _) => Task.FromResult(messageIds.Count == 0 || messageIds.Contains(letter.MessageId)),
        cancellationToken);
}
