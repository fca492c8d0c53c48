namespace Attune.Messaging;

internal sealed partial class OutageLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to RabbitMQ at {Server}.")]
    private partial void LogConnected(string server);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to RabbitMQ at {Server} after {Seconds:0.0} s.")]
    private partial void LogBack(string server, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Lost the connection to RabbitMQ at {Server}: {Reason}. Reconnecting until it is back.")]
    private partial void LogLost(string server, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "RabbitMQ at {Server} cannot be reached: {Reason}. Trying until it can; is it running, and is Messaging:Uri right?")]
    private partial void LogUnreachable(string server, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "RabbitMQ at {Server} still cannot be reached: {Reason}.")]
    private partial void LogStillAway(string server, string reason);
}
