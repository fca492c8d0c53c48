namespace Attune.Training.Events;

internal sealed partial class OutboxRelay
{
    private static partial class Log
    {
        [LoggerMessage(3300, LogLevel.Warning, "Announcements could not be sent; trying again in {Interval}: {Reason}")]
        public static partial void NotSent(ILogger logger, TimeSpan interval, string reason);
    }
}
