using System.Net.Sockets;
using MassTransit;
using RabbitMQ.Client.Exceptions;
using PublishException = RabbitMQ.Client.Exceptions.PublishException;

namespace Attune.Messaging;

/// <summary>Tells the failures of the way to the broker from everything else.</summary>
internal static class BrokerFailure
{
    // AMQP 0-9-1 section 1.2: the reply codes with which a broker closes a channel because of what was asked.
    private const int ContentTooLarge = 311;
    private const int AccessRefused = 403;
    private const int NotFound = 404;
    private const int PreconditionFailed = 406;

    // Section 1.3: what it was that it refused.
    private const ushort Exchange = 40;
    private const ushort QueueClass = 50;
    private const ushort Basic = 60;
    private const ushort Consume = 20;
    private const ushort Publish = 40;

    /// <summary>The broker or the way to it failed.</summary>
    public static bool IsOne(Exception exception) => exception
        is MassTransitException or RabbitMQClientException or IOException or SocketException or TimeoutException or ObjectDisposedException
            or OperationCanceledException;

    /// <summary>
    /// The broker understood what was asked and refused: the same again would be refused again. A channel that was closed because
    /// of something else, such as an acknowledgement, is none.
    /// </summary>
    public static bool IsRefusal(Exception exception) => Find<OperationInterruptedException>(exception) is { ShutdownReason: { } reason }
        && reason.ReplyCode is ContentTooLarge or AccessRefused or NotFound or PreconditionFailed
        && ((reason.ClassId, reason.MethodId) is (Exchange, _) or (QueueClass, _) or (Basic, Publish) or (Basic, Consume));

    /// <summary>The message reached the broker, and there no queue.</summary>
    public static bool IsReturn(Exception exception) => Find<PublishException>(exception) is { IsReturn: true };

    public static string Reason(Exception exception) =>
        Find<OperationInterruptedException>(exception) is { ShutdownReason: { } reason } ? reason.ReplyText
        : Find<PublishException>(exception) is not null ? "the queue did not take the message (negative confirmation)"
        : exception.GetBaseException().Message;

    private static T? Find<T>(Exception? exception) where T : Exception
    {
        while (exception is not null and not T) exception = exception.InnerException;
        return (T?)exception;
    }
}
