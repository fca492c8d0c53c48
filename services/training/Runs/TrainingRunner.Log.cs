namespace Attune.Training.Runs;

internal sealed partial class TrainingRunner
{
    private static partial class Log
    {
        [LoggerMessage(
            3210, LogLevel.Warning, "There are {Rows} usable scraped rows, fewer than {Needed}: learning from the shipped file.")]
        public static partial void TooFewRows(ILogger logger, int rows, int needed);

        [LoggerMessage(3211, LogLevel.Information, "Another model was made to serve while run {Run} was judged; judging again.")]
        public static partial void Moved(ILogger logger, Guid run);

        [LoggerMessage(
            3212, LogLevel.Information,
            "Run {Run}: {Outcome} Model {Model}, accuracy {Train:P1} train and {Test:P1} test, ordinal error {Ordinal:0.000}, " +
            "calibration error {Calibration:0.000}, {Iterations} iterations, {Seconds:0.000} s. {Report}")]
        public static partial void Finished(
            ILogger logger, Guid run, string outcome, string model, double train, double test, double ordinal, double calibration,
            int iterations, double seconds, string report);
    }
}
