namespace Attune.Matching.Models.Serving;

internal sealed partial class BundleCache
{
    private static partial class Log
    {
        [LoggerMessage(
            2100, LogLevel.Warning,
            "The embedding service cannot be asked for its bundle; going on with {Bundle}, the last one it named. {Reason}")]
        public static partial void UsingLastKnown(ILogger logger, string bundle, string reason);

        [LoggerMessage(
            2101, LogLevel.Warning,
            "Bundle {Bundle} could not be stored; a process that starts while the embedding service is away will not know it. {Reason}")]
        public static partial void NotStored(ILogger logger, string bundle, string reason);
    }
}
