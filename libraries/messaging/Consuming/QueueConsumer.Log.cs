namespace Attune.Messaging;

internal sealed partial class QueueConsumer
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Consuming {Queue} (prefetch {Prefetch}, concurrency {Concurrency}).")]
    private partial void LogConsuming(string queue, int prefetch, int concurrency);

    [LoggerMessage(Level = LogLevel.Information, Message = "No longer consuming {Queue}; everything begun is finished.")]
    private partial void LogStopped(string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue} gives no more messages: {Reason}. Declaring and consuming it again.")]
    private partial void LogEnded(string queue, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "RabbitMQ refuses to let {Queue} be consumed: {Reason}. If it was declared with other arguments, delete it once " +
            "it is empty.")]
    private partial void LogRefused(string queue, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Queue} cannot be consumed right now: {Reason}.")]
    private partial void LogFailed(string queue, string reason);
}
