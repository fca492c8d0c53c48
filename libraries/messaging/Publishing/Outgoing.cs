using System.Net.Mime;
using MassTransit;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>
/// One attempt to send a message, as MassTransit's pipes see it: they get a body that is written already, our properties and headers, and
/// none of their own.
/// </summary>
internal sealed class Outgoing(Destination destination, BasicProperties properties, byte[] body, CancellationTokenSource attempt)
    : IMessageSerializer, IPipe<SendContext<Outgoing>>
{
    /// <summary>Why the broker did not take it, if MassTransit got as far as the broker.</summary>
    public Exception? Failure { get; private set; }

    ContentType IMessageSerializer.ContentType { get; } = Parse(properties.ContentType);

    MessageBody IMessageSerializer.GetMessageBody<T>(SendContext<T> context) => new BytesMessageBody(body);

    /// <summary>MassTransit would try again, in its own time and whatever the reason; the one who sends decides better.</summary>
    public void Fail(Exception failure)
    {
        Failure = failure;
        attempt.Cancel();
    }

    Task IPipe<SendContext<Outgoing>>.Send(SendContext<Outgoing> context)
    {
        var rabbit = context.GetPayload<RabbitMqSendContext>();
        rabbit.RoutingKey = destination.RoutingKey;
        rabbit.Mandatory = destination.Queue is not null;
        context.Serializer = this;
        // Ours need not be a GUID, and comes with the other properties.
        context.MessageId = null;
        Copy(properties, rabbit.BasicProperties);
        return Task.CompletedTask;
    }

    void IProbeSite.Probe(ProbeContext context)
    {
    }

    // What is not here MassTransit sets itself: content type and persistence.
    private static void Copy(BasicProperties from, BasicProperties to)
    {
        // A copy, because the client writes headers of its own into what it is given.
        to.Headers = new Dictionary<string, object?>(from.Headers ?? new Dictionary<string, object?>());
        if (from.IsMessageIdPresent()) to.MessageId = from.MessageId;
        if (from.IsTimestampPresent()) to.Timestamp = from.Timestamp;
        if (from.IsCorrelationIdPresent()) to.CorrelationId = from.CorrelationId;
        if (from.IsTypePresent()) to.Type = from.Type;
        if (from.IsAppIdPresent()) to.AppId = from.AppId;
        if (from.IsPriorityPresent()) to.Priority = from.Priority;
    }

    private static ContentType Parse(string? contentType)
    {
        try
        {
            return new ContentType(contentType ?? MediaTypeNames.Application.Octet);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            // Of a foreign publisher.
            return new ContentType(MediaTypeNames.Application.Octet);
        }
    }
}
