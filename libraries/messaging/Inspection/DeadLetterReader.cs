using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>Makes a <see cref="DeadLetter"/> of what lies in a dead-letter queue, whoever put it there.</summary>
internal static class DeadLetterReader
{
    public static DeadLetter Read(BasicGetResult result)
    {
        var properties = result.BasicProperties;
        var type = MessageHeaders.Text(properties, MessageHeaders.Type) ?? "";
        var body = Encoding.UTF8.GetString(result.Body.Span);
        if (MessageHeaders.Text(properties, MessageHeaders.Reason) is { } reason)
        {
            var diedAt = DateTimeOffset.TryParse(
                MessageHeaders.Text(properties, MessageHeaders.DiedAt), CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
                ? at
                : (DateTimeOffset?)null;
            return new(properties.MessageId
                ?? "", type, body, reason, (int)(MessageHeaders.Number(properties, MessageHeaders.Attempts) ?? 0), diedAt);
        }
        var deliveries = (int)Math.Clamp(MessageHeaders.Number(properties, MessageHeaders.DeliveryCount) ?? 0, 0, int.MaxValue);
        return new(properties.MessageId ?? "", type, body, BrokerReason(properties, deliveries), deliveries, DeathOf(properties));
    }

    private static string BrokerReason(IReadOnlyBasicProperties properties, int deliveries) =>
        MessageHeaders.Text(properties, MessageHeaders.FirstDeathReason) switch
    {
        "delivery_limit" => "Every process that took it ended before it was " +
            $"done{(deliveries > 0 ? $" ({deliveries} deliveries)" : "")}; the broker gave it up at the queue's delivery limit.",
        { } reason => $"The broker moved it here: {reason}.",
        null => "The message does not say why it is here.",
    };

    private static DateTimeOffset? DeathOf(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue(MessageHeaders.Deaths, out var value)
        && value is IList<object> { Count: > 0 } deaths && deaths[0] is IDictionary<string, object> death
        && death.TryGetValue("time", out var time) && time is AmqpTimestamp stamp
            ? DateTimeOffset.FromUnixTimeSeconds(stamp.UnixTime)
            : null;
}
