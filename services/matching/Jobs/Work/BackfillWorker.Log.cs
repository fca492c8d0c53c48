namespace Attune.Matching.Jobs.Work;

internal sealed partial class BackfillWorker
{
    private static partial class Log
    {
        [LoggerMessage(2210, LogLevel.Warning, "Batch {Number} of backfill {Job} waits {Pause}: {Reason}")]
        public static partial void Waiting(ILogger logger, int number, Guid job, TimeSpan pause, string reason);

        [LoggerMessage(
            2211, LogLevel.Warning, "A message names batch {Number} of backfill {Job}, which does not exist (any more); dropped.")]
        public static partial void NoSuchBatch(ILogger logger, int number, Guid job);
    }
}
