namespace Attune.Messaging;

/// <summary>Sends messages to queues, and events to whoever subscribes.</summary>
public interface IMessagePublisher
{
    /// <summary>
    /// Returns once the broker has the message safely in the queue. A lost broker is waited for, up to
    /// <see cref="MessagingOptions.PublishTimeout"/>; a message whose confirmation was lost is sent again, so it may arrive twice.
    /// </summary>
    /// <param name="queue">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="messageId">
    /// Names the message for its handler, the same however often it is sent; <see langword="null"/> makes one up.
    /// </param>
    /// <exception cref="MessageNotAcceptedException">
    /// The broker refused it, has no such queue any more, or did not confirm it in time.
    /// </exception>
    Task PublishAsync<T>(Queue queue, T message, CancellationToken cancellationToken, string? messageId = null);

    /// <summary>The same for an event: it is safely in every queue that has subscribed. Without one, nothing happens.</summary>
    /// <inheritdoc cref="PublishAsync{T}(Queue, T, CancellationToken, string?)"/>
    Task PublishAsync<T>(Topic topic, T message, CancellationToken cancellationToken, string? messageId = null);
}
