using Attune.Matching.Models.Bundles;

namespace Attune.Matching.Music.Retrieval;

internal sealed partial class VectorIndexKeeper
{
    private static partial class Log
    {
        [LoggerMessage(2320, LogLevel.Warning, "The index over the track vectors could not be looked after; trying again in {Interval}.")]
        public static partial void Failed(ILogger logger, TimeSpan interval, Exception error);

        [LoggerMessage(2321, LogLevel.Information, "The track vectors of {Model}: {State}.")]
        public static partial void Found(ILogger logger, ModelKey model, IndexState state);

        [LoggerMessage(
            2322, LogLevel.Information,
            "The index {Index} ({Megabytes} MB) covers {Of}, which is not the serving model. Should that model not come back: DROP " +
            "INDEX CONCURRENTLY {Index}")]
        public static partial void Unused(ILogger logger, string index, long megabytes, string of);
    }
}
