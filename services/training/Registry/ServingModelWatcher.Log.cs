namespace Attune.Training.Registry;

internal sealed partial class ServingModelWatcher
{
    private static partial class Log
    {
        [LoggerMessage(3110, LogLevel.Warning, "It cannot be seen which model should serve; looking again in {Interval}: {Reason}")]
        public static partial void Lost(ILogger logger, TimeSpan interval, string reason);
    }
}
