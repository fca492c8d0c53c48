namespace Attune.Matching.Embeddings;

internal sealed partial class BundleCache
{
    private static partial class Log
    {
        [LoggerMessage(2100, LogLevel.Warning, "The embedding service cannot be asked for its bundle; going on with {Bundle}, the last one it named. {Reason}")]
        public static partial void UsingLastKnown(ILogger logger, string bundle, string reason);
    }
}
