namespace Attune.Messaging;

/// <summary>Handles one kind of message. A message may come twice: make handling it again harmless.</summary>
public interface IMessageHandler<in T>
{
    /// <summary>
    /// Returning acknowledges the message. An exception brings it back after a delay, until the queue's delivery limit;
    /// <see cref="MessageRejectedException"/> sends it to the dead-letter queue at once.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="context">How it came.</param>
    /// <param name="cancellationToken">Cancelled when the process has to stop without waiting any longer.</param>
    Task HandleAsync(T message, MessageContext context, CancellationToken cancellationToken);
}
