namespace Attune.Messaging;

/// <summary>Sends messages to queues.</summary>
public interface IMessagePublisher
{
    /// <summary>
    /// Returns once the broker has the message safely in the queue. A lost broker is waited for, up to
    /// <see cref="MessagingOptions.PublishTimeout"/>; a message whose confirmation was lost is sent again, so it may arrive twice.
    /// </summary>
    /// <exception cref="MessageNotAcceptedException">The broker refused it, has no such queue any more, or did not confirm it in time.</exception>
    Task PublishAsync<T>(Queue queue, T message, CancellationToken cancellationToken);
}
