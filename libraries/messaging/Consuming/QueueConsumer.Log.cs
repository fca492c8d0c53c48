namespace Attune.Messaging;

internal sealed partial class QueueConsumer
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Consuming {Queue} (prefetch {Prefetch}, concurrency {Concurrency}).")]
    private partial void LogConsuming(string queue, int prefetch, int concurrency);

    [LoggerMessage(Level = LogLevel.Information, Message = "No longer consuming {Queue}; everything begun is finished.")]
    private partial void LogStopped(string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue} gives no more messages: {Reason}. Declaring and consuming it again.")]
    private partial void LogEnded(string queue, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "RabbitMQ refuses to let {Queue} be consumed: {Reason}. If it was declared with other arguments, delete it once it is empty.")]
    private partial void LogRefused(string queue, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Queue} cannot be consumed right now: {Reason}.")]
    private partial void LogFailed(string queue, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message of {Queue} ({MessageId}) failed at attempt {Attempt} and is tried again: {Reason}")]
    private partial void LogRetry(Exception? exception, string queue, string? messageId, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of {Queue} ({MessageId}) goes to the dead-letter queue: {Reason}")]
    private partial void LogDead(Exception? exception, string queue, string? messageId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message of {Queue} could not be moved to the dead-letter queue and is delivered again.")]
    private partial void LogNotBuried(Exception exception, string queue);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A message of {Queue} was handled, but the broker could not be told: {Reason}. It comes again.")]
    private partial void LogNotSettled(string queue, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Handling a message of {Queue} (attempt {Attempt}) was broken off because the process has to stop; it comes again.")]
    private partial void LogAbandoned(string queue, int attempt);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A message of {Queue} is stuck because of a bug in messaging; it comes again when this process ends.")]
    private partial void LogBroken(Exception exception, string queue);
}
