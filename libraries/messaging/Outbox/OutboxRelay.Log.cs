namespace Attune.Messaging;

internal sealed partial class OutboxRelay
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What lies in the outbox could not be sent; trying again in {Interval}: {Reason}")]
    private partial void LogNotSent(TimeSpan interval, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The message {Kind} in row {Id} of the outbox could not be sent at attempt {Attempts} and is set aside for " +
            "{Delay}: {Reason}")]
    private partial void LogParked(Exception error, string kind, long id, int attempts, TimeSpan delay, string reason);
}
