namespace Attune.Training.Runs;

internal sealed partial class RetrainHandler
{
    private static partial class Log
    {
        [LoggerMessage(
            3310, LogLevel.Information, "A message asked to retrain: run {Run} (under way already: {Joined}). Its reason: {Reason}")]
        public static partial void Requested(ILogger logger, Guid run, bool joined, string reason);
    }
}
