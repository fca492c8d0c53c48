namespace Attune.Messaging;

internal sealed partial class DeliveryHandler
{
    [LoggerMessage(
        Level = LogLevel.Warning, Message = "A message of {Queue} ({MessageId}) failed at attempt {Attempt} and is tried again: {Reason}")]
    private partial void LogRetry(Exception? exception, string queue, string? messageId, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of {Queue} ({MessageId}) goes to the dead-letter queue: {Reason}")]
    private partial void LogDead(Exception? exception, string queue, string? messageId, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "A message of {Queue} could not be moved to the dead-letter queue and is delivered again.")]
    private partial void LogNotBuried(Exception exception, string queue);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Handling a message of {Queue} (attempt {Attempt}) was broken off because the process has to stop; it comes again.")]
    private partial void LogAbandoned(string queue, int attempt);
}
