namespace Attune.Hosting.Health;

internal sealed partial class ReadinessMonitor
{
    [LoggerMessage(1, LogLevel.Information, "Ready")]
    private partial void LogReady();

    [LoggerMessage(2, LogLevel.Warning, "Not ready: {Reasons}")]
    private partial void LogNotReady(string reasons);
}
