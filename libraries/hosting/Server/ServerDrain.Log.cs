namespace Attune.Hosting.Server;

internal sealed partial class ServerDrain
{
    [LoggerMessage(
        1, LogLevel.Information, "Stopping: accepting calls for another {DrainDelay}, then running calls have {ShutdownTimeout} to finish")]
    private partial void LogDraining(TimeSpan drainDelay, TimeSpan shutdownTimeout);
}
