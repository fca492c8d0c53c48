namespace Attune.Matching.Jobs.DeadLetters;

internal sealed partial class DeadBatches
{
    private static partial class Log
    {
        [LoggerMessage(2220, LogLevel.Error, "Batch {Number} of backfill {Job} is given up, its message is a dead letter: {Reason}")]
        public static partial void Closed(ILogger logger, int number, Guid job, string reason);
    }
}
