using System.Text;
using Attune.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Attune.Messaging.Integration;

/// <summary>Looks into queues from outside, as an operator would.</summary>
internal static class BrokerQueues
{
    public static async Task<uint> CountAsync(this TestRabbitMq broker, string queue)
    {
        await using var channel = await broker.Connection.CreateChannelAsync();
        return await channel.MessageCountAsync(queue);
    }

    public static async Task<bool> ExistsAsync(this TestRabbitMq broker, string queue)
    {
        await using var channel = await broker.Connection.CreateChannelAsync();
        try
        {
            await channel.QueueDeclarePassiveAsync(queue);
            return true;
        }
        catch (OperationInterruptedException)
        {
            return false;
        }
    }

    /// <summary>Waits for the next message and takes it.</summary>
    public static async Task<BasicGetResult> TakeAsync(this TestRabbitMq broker, string queue)
    {
        await using var channel = await broker.Connection.CreateChannelAsync();
        BasicGetResult? message = null;
        await Eventually.IsTrueAsync(async () => (message = await channel.BasicGetAsync(queue, autoAck: true)) is not null, $"a message in {queue}");
        return message!;
    }

    public static string? Header(this BasicGetResult message, string name) =>
        message.BasicProperties.Headers?.TryGetValue(name, out var value) == true ? value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString() : null;
}
