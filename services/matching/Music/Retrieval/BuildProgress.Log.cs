namespace Attune.Matching.Music.Retrieval;

internal sealed partial class BuildProgress
{
    private static partial class Log
    {
        [LoggerMessage(2310, LogLevel.Information, "The index {Index}: {Phase}, {Vectors} vectors so far.")]
        public static partial void Working(ILogger logger, string index, string phase, long vectors);

        [LoggerMessage(2311, LogLevel.Debug, "The progress of the index {Index} cannot be read.")]
        public static partial void Unknown(ILogger logger, string index, Exception error);
    }
}
