namespace Attune.Messaging;

internal sealed partial class OutboxRelay
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What lies in the outbox could not be sent; trying again in {Interval}: {Reason}")]
    private partial void LogNotSent(TimeSpan interval, string reason);
}
