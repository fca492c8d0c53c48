namespace Attune.Matching.Jobs.Planning;

internal sealed partial class BackfillReconciler
{
    private static partial class Log
    {
        [LoggerMessage(2200, LogLevel.Warning, "Backfills could not be planned or announced; trying again in {Interval}.")]
        public static partial void LookFailed(ILogger logger, TimeSpan interval, Exception error);
    }
}
