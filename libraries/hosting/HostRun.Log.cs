namespace Attune.Hosting;

internal sealed partial class HostRun
{
    [LoggerMessage(1, LogLevel.Information, "{Service} {Version} listens on {Addresses}")]
    private partial void LogListening(string service, string version, string addresses);

    [LoggerMessage(2, LogLevel.Information, "Stopped")]
    private partial void LogStopped();

    [LoggerMessage(3, LogLevel.Information, "{Service} has nothing to migrate")]
    private partial void LogNothingToMigrate(string service);

    [LoggerMessage(4, LogLevel.Debug, "The cause of the failure")]
    private partial void LogCause(Exception exception);

    [LoggerMessage(5, LogLevel.Critical, "An unforeseen failure ends the process")]
    private partial void LogUnexpected(Exception exception);
}
