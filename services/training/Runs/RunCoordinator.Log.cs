namespace Attune.Training.Runs;

internal sealed partial class RunCoordinator
{
    private static partial class Log
    {
        [LoggerMessage(3200, LogLevel.Error, "Run {Run} failed. {Outcome}")]
        public static partial void Failed(ILogger logger, Guid run, string outcome, Exception error);

        [LoggerMessage(3201, LogLevel.Warning, "The end of run {Run} could not be written down: {Reason}")]
        public static partial void NotBooked(ILogger logger, Guid run, string reason);

        [LoggerMessage(3202, LogLevel.Warning, "A run whose process has ended was closed as failed.")]
        public static partial void Buried(ILogger logger);
    }
}
