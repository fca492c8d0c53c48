namespace Attune.Messaging;

/// <summary>How a message came.</summary>
/// <param name="Queue">The queue it was taken from.</param>
/// <param name="MessageId">Given by the publisher; the same when a message comes again. Empty when a foreign publisher gave none.</param>
/// <param name="Attempt">1 for the first delivery. Counts deliveries whose consumer died too.</param>
/// <param name="PublishedAt">When it was published, to the second.</param>
public sealed record MessageContext(Queue Queue, string MessageId, int Attempt, DateTimeOffset PublishedAt)
{
    /// <summary>Whether a failure now would send the message to the dead-letter queue.</summary>
    public bool IsLastAttempt => Attempt >= Queue.DeliveryLimit;
}
