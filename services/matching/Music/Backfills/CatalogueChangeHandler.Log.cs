namespace Attune.Matching.Music.Backfills;

internal sealed partial class CatalogueChangeHandler
{
    private static partial class Log
    {
        [LoggerMessage(
            2230, LogLevel.Warning, "Backfills for a change of the catalogue cannot be started; trying again in {Pause}: {Reason}")]
        public static partial void Waiting(ILogger logger, TimeSpan pause, string reason);
    }
}
