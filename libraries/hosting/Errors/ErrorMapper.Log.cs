using Grpc.Core;

namespace Attune.Hosting.Errors;

internal sealed partial class ErrorMapper
{
    [LoggerMessage(1, LogLevel.Error, "{Method} failed (trace id {TraceId})")]
    private partial void LogFailed(Exception exception, string method, string traceId);

    [LoggerMessage(2, LogLevel.Warning, "{Method} answered {StatusCode}: {Message}")]
    private partial void LogRefused(string method, StatusCode statusCode, string message, Exception cause);
}
