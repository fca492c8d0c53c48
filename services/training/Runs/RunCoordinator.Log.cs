namespace Attune.Training.Runs;

internal sealed partial class RunCoordinator
{
    private static partial class Log
    {
        [LoggerMessage(3200, LogLevel.Error, "Run {Run} failed. {Outcome}")]
        public static partial void Failed(ILogger logger, Guid run, string outcome, Exception error);

        [LoggerMessage(3201, LogLevel.Warning, "The end of run {Run} could not be written down: {Reason}")]
        public static partial void NotRecorded(ILogger logger, Guid run, string reason);

        [LoggerMessage(3202, LogLevel.Warning, "A run whose process has ended was closed as failed.")]
        public static partial void Abandoned(ILogger logger);

        [LoggerMessage(
            3203, LogLevel.Warning, "Runs whose process has ended could not be looked for; looking again in {Interval}: {Reason}")]
        public static partial void NotLooked(ILogger logger, TimeSpan interval, string reason);
    }
}
