using System.Text;
using RabbitMQ.Client;

namespace Attune.Messaging;

/// <summary>Names of headers, and reading them: AMQP clients send texts as bytes and numbers in any width.</summary>
internal static class MessageHeaders
{
    public const string Type = "type";
    public const string Version = "version";

    /// <summary>Set by quorum queues: how often the message has come back.</summary>
    public const string DeliveryCount = "x-delivery-count";

    /// <summary>On dead letters: why, in words.</summary>
    public const string Reason = "attune-reason";

    /// <summary>On dead letters: the queue it was taken from, without prefix.</summary>
    public const string Queue = "attune-queue";

    /// <summary>On dead letters: when, ISO 8601 in UTC.</summary>
    public const string DiedAt = "attune-died-at";

    /// <summary>On dead letters: how often it was delivered.</summary>
    public const string Attempts = "attune-attempts";

    /// <summary>Set by the broker where it moved a message itself: why, such as <c>delivery_limit</c>.</summary>
    public const string FirstDeathReason = "x-first-death-reason";

    /// <summary>Set by the broker where it moved a message itself: a table for each queue that it died in.</summary>
    public const string Deaths = "x-death";

    public static string? Text(IReadOnlyBasicProperties properties, string name) => Find(properties, name) switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text => text,
        _ => null,
    };

    public static long? Number(IReadOnlyBasicProperties properties, string name) => Find(properties, name) switch
    {
        long or int or short or sbyte or byte or ushort or uint => Convert.ToInt64(Find(properties, name)),
        _ => null,
    };

    private static object? Find(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers is { } headers && headers.TryGetValue(name, out var value) ? value : null;
}
