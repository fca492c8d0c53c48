namespace Attune.Messaging;

/// <summary>Where each kind of message that a service leaves in its outbox goes.</summary>
public sealed class OutboxRoutes
{
    private readonly Dictionary<string, Func<IMessagePublisher, string, string, CancellationToken, Task>> _routes =
        new(StringComparer.Ordinal);

    internal string[] Kinds => [.. _routes.Keys];

    /// <summary>Messages of this kind go to a queue.</summary>
    public OutboxRoutes To<T>(Queue queue) where T : class =>
        Add<T>((publisher, message, id, token) => publisher.PublishAsync(queue, message, token, id));

    /// <summary>Events of this kind go to everybody who subscribes.</summary>
    public OutboxRoutes To<T>(Topic topic) where T : class =>
        Add<T>((publisher, message, id, token) => publisher.PublishAsync(topic, message, token, id));

    internal Task SendAsync(
        IMessagePublisher publisher, string kind, string payload, string messageId, CancellationToken cancellationToken) =>
        _routes[kind](publisher, payload, messageId, cancellationToken);

    private OutboxRoutes Add<T>(Func<IMessagePublisher, T, string, CancellationToken, Task> sendAsync) where T : class
    {
        _routes.Add(MessageContract.Of(typeof(T)).Name,
            (publisher, payload, id, token) => sendAsync(publisher, MessageJson.ReadStored<T>(payload), id, token));
        return this;
    }
}
