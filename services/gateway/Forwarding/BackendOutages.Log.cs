namespace Attune.Gateway.Forwarding;

internal sealed partial class BackendOutages
{
    [LoggerMessage(1, LogLevel.Warning, "{Backend} at {Address} fails: {Reason}. Its callers get UNAVAILABLE until it is back")]
    private partial void LogFailure(string backend, string address, string reason);

    [LoggerMessage(2, LogLevel.Information, "{Backend} at {Address} is back")]
    private partial void LogBack(string backend, string address);
}
