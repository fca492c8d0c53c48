using Grpc.Core;

namespace Attune.Hosting.Errors;

internal sealed partial class ErrorMapper
{
    [LoggerMessage(1, LogLevel.Error, "{Method} failed (trace id {TraceId})")]
    private partial void LogFailed(Exception exception, string method, string traceId);

    // Without a stack trace: an outage makes every call end like this.
    [LoggerMessage(2, LogLevel.Warning, "{Method} answered {StatusCode}: {Message} ({Cause}: {Reason})")]
    private partial void LogRefused(string method, StatusCode statusCode, string message, string cause, string reason);

    [LoggerMessage(3, LogLevel.Warning, "{Method} answered UNAVAILABLE: the database does not answer ({Reason})")]
    private partial void LogDatabaseAway(string method, string reason);
}
